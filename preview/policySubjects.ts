import * as policy from "@pulumi/policy";
import type { PolicyProviderResource, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { indexByUrn, type Plan, type PlannedResource, type PlanValue, Secret, Unknown } from "./plan.ts";
import { UNKNOWN_ON_THE_WIRE } from "./wire.ts";

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };
/** What a resource rule is told about a resource. */
export type Subject = Omit<ResourceValidationArgs, "getConfig" | "stackTags" | "notApplicable">;

// The package exports it, its typings leave it out.
const { unknownCheckingProxy } = policy as unknown as {
  unknownCheckingProxy: (props: Record<string, Plain>) => Record<string, unknown>;
};

/** The plan's resources in the shapes that rules take, made once and shared by all rules. */
export class Subjects {
  readonly resources: readonly PlannedResource[];
  readonly #plan: Plan;
  readonly #inputs = new Map<string, Subject>();
  #stack: PolicyResource[] | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.resources = plan.resources;
  }

  inputsOf(resource: PlannedResource): Subject {
    const known = this.#inputs.get(resource.urn);
    if (known) return known;
    const provider = this.#provider(resource);
    const subject = { ...this.#identity(resource, resource.inputs), ...(provider && { provider }) };
    this.#inputs.set(resource.urn, subject);
    return subject;
  }

  stack(): PolicyResource[] {
    this.#stack ??= this.#makeStack();
    return this.#stack;
  }

  #makeStack(): PolicyResource[] {
    const made = new Map<string, PolicyResource>();
    for (const resource of this.resources) {
      const provider = this.#provider(resource);
      made.set(resource.urn, {
        // After a resource is made, or planned, the engine hands out its outputs, which contain its inputs.
        ...this.#identity(resource, { ...resource.inputs, ...resource.outputs }),
        dependencies: [],
        propertyDependencies: {},
        ...(provider && { provider }),
      });
    }
    const find = (urns: readonly string[]): PolicyResource[] => urns.flatMap((urn) => made.get(urn) ?? []);
    for (const resource of this.resources) {
      const subject = made.get(resource.urn);
      if (!subject) continue;
      const parent = resource.parent === undefined ? undefined : made.get(resource.parent);
      if (parent) subject.parent = parent;
      subject.dependencies = find(resource.options.dependencies);
      subject.propertyDependencies = Object.fromEntries(
        Object.entries(resource.options.propertyDependencies).map(([property, urns]) => [property, find(urns)]),
      );
    }
    return [...made.values()];
  }

  #identity(resource: PlannedResource, props: PlannedResource["inputs"]) {
    const { options } = resource;
    return {
      type: resource.type,
      name: resource.name,
      urn: resource.urn,
      props: unknownCheckingProxy(plainObject(props)),
      opts: {
        protect: options.protect,
        ignoreChanges: [...options.ignoreChanges],
        deleteBeforeReplace: options.deleteBeforeReplace,
        aliases: [...options.aliases],
        additionalSecretOutputs: [...options.additionalSecretOutputs],
        customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      },
      isType: (resourceClass: unknown) => (resourceClass as { __pulumiType?: string }).__pulumiType === resource.type,
      // Rules of packs that stand alone match on type tokens; none has a resource class to ask with.
      asType: (): undefined => undefined,
    };
  }

  #provider(resource: PlannedResource): PolicyProviderResource | undefined {
    const provider = resource.provider === undefined ? undefined : indexByUrn(this.#plan).get(resource.provider);
    return (
      provider && {
        type: provider.type,
        name: provider.name,
        urn: provider.urn,
        props: unknownCheckingProxy(plainObject(provider.inputs)),
      }
    );
  }
}

function plainObject(properties: PlannedResource["inputs"]): Record<string, Plain> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plain(value)]));
}

/** What the engine hands a rule: secrets in the clear, unknowns as the SDK writes them. */
function plain(value: PlanValue): Plain {
  if (value instanceof Secret) return plain(value.reveal());
  if (value instanceof Unknown) return UNKNOWN_ON_THE_WIRE;
  if (Array.isArray(value)) return (value as readonly PlanValue[]).map(plain);
  if (value === null || typeof value !== "object") return value;
  return plainObject(value as PlannedResource["inputs"]);
}
