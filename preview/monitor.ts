import type * as pulumi from "@pulumi/pulumi";
import resourceProto from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { Callbacks } from "./callbacks.ts";
import { ProgramError } from "./errors.ts";
import type { PlannedOptions, PlannedResource, PlanValue } from "./plan.ts";
import { applyTransforms } from "./transforms.ts";
import { decodeObject, encodeObject, encodeReference, type WireValue } from "./wire.ts";

/** A registration before the cloud has answered it. */
export type Registration = Omit<PlannedResource, "id" | "outputs"> & {
  /** Transforms that apply to this resource and to whatever is made below it, nearest first. */
  readonly transforms: readonly pulumi.ResourceTransform[];
};

/** What the cloud says to a registration. */
export interface Answer {
  /** Physical id; undefined while it is not known. */
  readonly id?: string;
  /** Outputs. What is missing here is unknown to the program. */
  readonly outputs: Readonly<Record<string, PlanValue>>;
  /** Resources the engine itself would make below this one, in order. */
  readonly children?: readonly PlannedResource[];
  /** Output name -> URN of a resource that the output refers to. */
  readonly references?: Readonly<Record<string, string>>;
}

/** Finds a resource that was registered before, by its URN. */
export type Lookup = (urn: string) => PlannedResource | undefined;

/** Answers a program as the engine, its providers and the cloud behind them would. */
export interface Cloud {
  register(registration: Registration, lookup: Lookup): Answer | Promise<Answer>;
  /** Answers a provider function such as `aws:index/getPartition:getPartition`. Throws on one it does not know. */
  invoke(token: string, args: Readonly<Record<string, PlanValue>>): Record<string, PlanValue>;
}

// The part of the generated protobuf messages that is used here: the SDK ships no typings precise enough.
type Callback = (error: Error | null, response?: unknown) => void;
type Request = resourceProto.RegisterResourceRequest;

/**
 * Pulumi's mock monitor, extended to record what it is told: the supported mocks see neither a resource's parent nor its
 * options, and let two resources with one URN pass in silence.
 */
export class RecordingMonitor extends MockMonitor {
  /** Where the SDK leaves the program's functions that an engine would call back. */
  readonly callbacks = new Callbacks();
  readonly #recorded: PlannedResource[] = [];
  /** URN of a component -> the outputs it registered. */
  readonly #registered = new Map<string, Record<string, PlanValue>>();
  readonly #seen = new Set<string>();
  readonly #byUrn = new Map<string, PlannedResource>();
  readonly #transforms = new Map<string, readonly pulumi.ResourceTransform[]>();
  readonly #cloud: Cloud;
  readonly #project: string;
  readonly #stack: string;
  /** Outputs of the stack, set when the program is done. */
  stackOutputs: Record<string, PlanValue> = {};
  #stackUrn = "";

  constructor(cloud: Cloud, project: string, stack: string) {
    // The mocks themselves are never asked: every method that would ask them is overridden.
    super({ call: () => ({}), newResource: () => ({ id: undefined, state: {} }) });
    this.#cloud = cloud;
    this.#project = project;
    this.#stack = stack;
  }

  /** Everything that was asked for, in order; to be read when the program is done. */
  get recorded(): PlannedResource[] {
    return this.#recorded.map((resource) => {
      const outputs = this.#registered.get(resource.urn);
      return outputs && !resource.custom ? { ...resource, outputs } : resource;
    });
  }

  override registerResource(request: Request, callback: Callback): Promise<void> {
    return reply(callback, () => this.#register(request));
  }

  override invoke(request: resourceProto.ResourceInvokeRequest, callback: Callback): Promise<void> {
    if (request.getTok() === "pulumi:pulumi:getResource") return super.invoke(request, callback);
    return reply(callback, () => {
      const response = new resourceProto.ResourceInvokeResponse();
      const args = decodeObject(toObject(request.getArgs()));
      response.setReturn(toStruct(encodeObject(this.#cloud.invoke(request.getTok(), args))));
      return response;
    });
  }

  override readResource(request: resourceProto.ReadResourceRequest, callback: Callback): Promise<void> {
    return reply(callback, () => {
      throw new ProgramError(
        `${request.getName()} (${request.getType()}) reads a resource that exists already; an offline preview has no cloud to read from`,
      );
    });
  }

  override registerResourceOutputs(request: resourceProto.RegisterResourceOutputsRequest, callback: Callback): void {
    const outputs = decodeObject(toObject(request.getOutputs()));
    if (request.getUrn() === this.#stackUrn) this.stackOutputs = outputs;
    else this.#registered.set(request.getUrn(), outputs);
    callback(null, {});
  }

  async #register(request: Request): Promise<resourceProto.RegisterResourceResponse> {
    const type = request.getType();
    const name = request.getName();
    if (type === "pulumi:pulumi:Stack") {
      this.#stackUrn = this.#urn("", type, name);
      return responseFor(this.#stackUrn, { outputs: {} });
    }
    const parent = request.getParent();
    const urn = this.#urn(parent, type, name);
    this.#admit(urn, type, name);

    const own = request.getTransformsList().flatMap((callback) => this.callbacks.transform(callback.getToken()) ?? []);
    const transforms = [...own, ...(this.#transforms.get(parent) ?? this.callbacks.stackTransforms)];
    this.#transforms.set(urn, transforms);
    const { transforms: _, ...described } = await applyTransforms({
      urn,
      type,
      name,
      ...(parent !== "" && parent !== this.#stackUrn && { parent }),
      custom: request.getCustom(),
      inputs: decodeObject(toObject(request.getObject())),
      options: optionsOf(request),
      // A provider reference is its URN and its id, joined by "::".
      ...(request.getProvider() !== "" && { provider: request.getProvider().split("::").slice(0, 4).join("::") }),
      transforms,
    });
    const answer = await this.#cloud.register({ ...described, transforms }, (other) => this.#byUrn.get(other));
    this.#keep({ ...described, ...(answer.id !== undefined && { id: answer.id }), outputs: answer.outputs });
    for (const child of answer.children ?? []) {
      this.#admit(child.urn, child.type, child.name);
      this.#keep(child);
    }
    return responseFor(urn, answer, (other) => this.#byUrn.get(other));
  }

  /** The engine refuses a URN it has seen; so does this. */
  #admit(urn: string, type: string, name: string): void {
    if (this.#seen.has(urn)) {
      throw new ProgramError(
        `two resources of type ${type} are named "${name}"; names must be unique per type and parent type`,
      );
    }
    this.#seen.add(urn);
  }

  #keep(resource: PlannedResource): void {
    this.#recorded.push(resource);
    this.#byUrn.set(resource.urn, resource);
    // What `pulumi:pulumi:getResource` answers when the program is handed a reference to this resource.
    this.resources.set(resource.urn, {
      urn: resource.urn,
      id: resource.id ?? null,
      state: encodeObject(resource.outputs),
    });
  }

  /** The engine's rule: the types of all ancestors but the stack, joined by `$`. */
  #urn(parent: string, type: string, name: string): string {
    const qualified = parent === "" || parent === this.#stackUrn ? type : `${parent.split("::")[2] ?? ""}$${type}`;
    return `urn:pulumi:${this.#stack}::${this.#project}::${qualified}::${name}`;
  }
}

async function reply(callback: Callback, answer: () => unknown): Promise<void> {
  try {
    callback(null, await Promise.resolve(answer()));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The SDK takes the text of a failed call from where gRPC puts it.
    callback(Object.assign(error instanceof Error ? error : new Error(message), { details: message }));
  }
}

function optionsOf(request: Request): PlannedOptions {
  const timeouts = request.getCustomtimeouts();
  const propertyDependencies: Record<string, string[]> = {};
  for (const [property, urns] of request.getPropertydependenciesMap().entries() as Iterable<
    [string, resourceProto.RegisterResourceRequest.PropertyDependencies]
  >) {
    if (urns.getUrnsList().length > 0) propertyDependencies[property] = urns.getUrnsList();
  }
  return {
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasurnsList(),
    ...(request.getDeletedwith() !== "" && { deletedWith: request.getDeletedwith() }),
    customTimeouts: {
      create: timeouts?.getCreate() ?? "",
      update: timeouts?.getUpdate() ?? "",
      delete: timeouts?.getDelete() ?? "",
    },
    dependencies: request.getDependenciesList(),
    propertyDependencies,
  };
}

function responseFor(urn: string, answer: Answer, lookup?: Lookup): resourceProto.RegisterResourceResponse {
  const references = Object.entries(answer.references ?? {}).map(([output, target]): [string, WireValue] => [
    output,
    encodeReference(target, lookup?.(target)?.id),
  ]);
  const response = new resourceProto.RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(answer.id ?? "");
  response.setObject(toStruct({ ...encodeObject(answer.outputs), ...Object.fromEntries(references) }));
  return response;
}

function toObject(value: struct.Struct | undefined): Record<string, WireValue> {
  return value?.toJavaScript() ?? {};
}

function toStruct(value: Record<string, WireValue>): struct.Struct {
  return struct.Struct.fromJavaScript(value);
}
