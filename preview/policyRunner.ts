import * as policy from "@pulumi/policy";
import type {
  EnforcementLevel,
  PolicyProviderResource,
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { ProgramError } from "./errors.ts";
import type { Pack } from "./packs.ts";
import { type Finding, indexByUrn, type Plan, type PlannedResource, type PlanValue, type PolicyReport, Secret, Unknown } from "./plan.ts";
import { UNKNOWN_ON_THE_WIRE } from "./wire.ts";

type Policy = Pack["policies"][number];
type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

// The package exports both, its typings leave them out.
const { unknownCheckingProxy, UnknownValueError } = policy as unknown as {
  unknownCheckingProxy(props: Record<string, Plain>): Record<string, unknown>;
  UnknownValueError: new (...args: never[]) => Error;
};

/**
 * Runs the rules of all packs over a plan as the engine does: each resource rule gets each resource's inputs behind a
 * proxy that throws where a value is not known yet, each stack rule the resources with their outputs.
 *
 * @throws ProgramError when a rule throws anything else: a rule must never crash, whatever it is given
 */
export async function runPacks(plan: Plan, packs: readonly Pack[]): Promise<PolicyReport> {
  const subjects = new Subjects(plan);
  const findings: Finding[] = [];
  const ran: Record<string, number> = {};
  for (const pack of packs) {
    ran[pack.name] = 0;
    for (const rule of pack.policies) {
      const { level, parameters } = settings(pack, rule);
      if (level === undefined) continue;
      ran[pack.name] = (ran[pack.name] ?? 0) + 1;
      const context: RuleContext = {
        report: (message, urn) =>
          void findings.push({ pack: pack.name, rule: rule.name, level, message: message.trim(), ...(urn !== undefined && { urn }) }),
        undecided: (message, urn) =>
          void findings.push({ pack: pack.name, rule: rule.name, level: "advisory", message, undecided: true, ...(urn !== undefined && { urn }) }),
        getConfig: (() => parameters) as StackValidationArgs["getConfig"],
      };
      if ("validateStack" in rule) await runStackRule(rule, subjects, context);
      else await runResourceRule(rule, subjects, context);
    }
  }
  return { findings, packs: ran };
}

interface RuleContext {
  readonly report: (message: string, urn: string | undefined) => void;
  readonly undecided: (message: string, urn: string | undefined) => void;
  readonly getConfig: StackValidationArgs["getConfig"];
}

/** Thrown by a rule that does not apply; the engine takes it as silence. */
class NotApplicable extends Error {}

const common = {
  stackTags: new Map<string, string>(),
  notApplicable: (reason?: string): never => {
    throw new NotApplicable(reason);
  },
};

async function runResourceRule(rule: ResourceValidationPolicy, subjects: Subjects, context: RuleContext): Promise<void> {
  const validations = [rule.validateResource ?? []].flat();
  for (const resource of subjects.resources) {
    for (const validate of validations) {
      const args: ResourceValidationArgs = { ...common, ...subjects.inputsOf(resource), getConfig: context.getConfig };
      await guarded(rule, context, resource.urn, () => validate(args, (message) => { context.report(message, resource.urn); }));
    }
  }
}

async function runStackRule(rule: StackValidationPolicy, subjects: Subjects, context: RuleContext): Promise<void> {
  const args: StackValidationArgs = { ...common, resources: subjects.stack(), getConfig: context.getConfig };
  await guarded(rule, context, undefined, () => rule.validateStack(args, (message, urn) => { context.report(message, urn); }));
}

async function guarded(rule: Policy, context: RuleContext, urn: string | undefined, run: () => void | Promise<void>): Promise<void> {
  try {
    // Most rules are synchronous; waiting for nothing, once for each rule and resource, would cost more than they do.
    const pending = run();
    if (pending) await pending;
  } catch (error) {
    if (error instanceof UnknownValueError) context.undecided(error.message, urn);
    else if (!(error instanceof NotApplicable)) {
      throw new ProgramError(`rule ${rule.name} crashed${urn === undefined ? "" : ` on ${urn}`}: ${String(error)}`, { cause: error });
    }
  }
}

/** The level a rule runs at (undefined: not at all) and its parameters, defaults of its schema included. */
function settings(pack: Pack, rule: Policy): { level: Finding["level"] | undefined; parameters: Record<string, unknown> } {
  const given = pack.config[rule.name] ?? pack.config.all;
  const { enforcementLevel, ...own } = typeof given === "string" ? { enforcementLevel: given } : (given ?? {});
  const level: EnforcementLevel = (enforcementLevel as EnforcementLevel | undefined) ?? rule.enforcementLevel ?? pack.enforcementLevel;
  const defaults = Object.entries(rule.configSchema?.properties ?? {}).flatMap(([name, schema]) =>
    schema.default === undefined ? [] : [[name, schema.default] as const],
  );
  const parameters = { ...Object.fromEntries(defaults), ...own };
  if (level === "disabled") return { level: undefined, parameters };
  return { level: level === "advisory" ? "advisory" : "mandatory", parameters };
}

/** The plan's resources in the shapes that rules take, made once and shared by all rules. */
class Subjects {
  readonly resources: readonly PlannedResource[];
  readonly #plan: Plan;
  readonly #inputs = new Map<string, Omit<ResourceValidationArgs, "getConfig" | "stackTags" | "notApplicable">>();
  #stack: PolicyResource[] | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.resources = plan.resources;
  }

  inputsOf(resource: PlannedResource): Omit<ResourceValidationArgs, "getConfig" | "stackTags" | "notApplicable"> {
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
    return provider && { type: provider.type, name: provider.name, urn: provider.urn, props: unknownCheckingProxy(plainObject(provider.inputs)) };
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
  if (value === null || typeof value !== "object") return value as Plain;
  return plainObject(value as PlannedResource["inputs"]);
}
