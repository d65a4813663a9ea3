/**
 * What a stack would be: every resource the program asked for, in the order it asked, with its place in the tree.
 * The recorder makes a plan; the policy runner and the renderers read it.
 */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** The AWS region of the stack's configuration. */
  readonly region: string;
  readonly resources: readonly PlannedResource[];
  /** The stack's outputs; secrets are {@link Secret}, values not known until deployment are {@link Unknown}. */
  readonly outputs: Readonly<Record<string, PlanValue>>;
  /** What the program said while it ran (`pulumi.log`), warnings about support dates for instance. */
  readonly messages: readonly PlanMessage[];
}

/** One resource registration, as the engine would receive it. */
export interface PlannedResource {
  readonly urn: string;
  /** Type token, `aws:ec2/vpc:Vpc` for instance. */
  readonly type: string;
  /** Pulumi's name of it, unique among resources of its type. */
  readonly name: string;
  /** URN of the parent; undefined for what stands directly below the stack. */
  readonly parent?: string;
  /** True for what a provider makes, false for components, which only group. */
  readonly custom: boolean;
  /** What a real engine would make although the program did not ask for it itself, and who says so. */
  readonly modelled?: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, PlanValue>>;
  /** What the simulated cloud answered; for a component, the outputs it registered. */
  readonly outputs: Readonly<Record<string, PlanValue>>;
  readonly options: PlannedOptions;
  /** URN of the provider instance: an explicit one, or the default one of the package. */
  readonly provider?: string;
}

/** The resource options that reach the engine. */
export interface PlannedOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  /** URN of the resource whose deletion takes this one with it. */
  readonly deletedWith?: string;
  /** Durations such as `30m`; empty is the provider's default. */
  readonly customTimeouts: { readonly create: string; readonly update: string; readonly delete: string };
  /** URNs of everything that must exist before, by `dependsOn` or by use of an output. */
  readonly dependencies: readonly string[];
  /** Property name -> URNs of the resources its value is made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A message of the program. */
export interface PlanMessage {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
  /** URN it speaks of, if any. */
  readonly urn?: string;
}

/** JSON, and two things JSON has no word for. */
export type PlanValue =
  string | number | boolean | null | Unknown | Secret | readonly PlanValue[] | { readonly [key: string]: PlanValue };

/** A value that only deployment will tell. */
export class Unknown {
  static readonly instance = new Unknown();
  toJSON(): string {
    return "<known after deployment>";
  }
}

/** A value that must not be shown. It serialises to a mask, so that no renderer can leak it by accident. */
export class Secret {
  readonly #value: PlanValue;
  constructor(value: PlanValue) {
    this.#value = value;
  }
  /**
   * The value itself. Only three may look: the policy runner, since rules get what the engine hands them; what blots
   * secrets out of prose; and what shows the keys of a Kubernetes Secret.
   */
  reveal(): PlanValue {
    return this.#value;
  }
  toJSON(): string {
    return "<secret>";
  }
}

const indexes = new WeakMap<Plan, Map<string, PlannedResource>>();

/** URN -> resource, computed once a plan. */
export function indexByUrn(plan: Plan): Map<string, PlannedResource> {
  let index = indexes.get(plan);
  if (!index) {
    index = new Map(plan.resources.map((resource) => [resource.urn, resource]));
    indexes.set(plan, index);
  }
  return index;
}

/** One finding of a policy pack. */
export interface Finding {
  /** Name of the pack. */
  readonly pack: string;
  /** Name of the rule. */
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly message: string;
  /** URN of the resource; undefined for findings about the whole stack. */
  readonly urn?: string;
  /** The rule could not decide because a value is not known until deployment. */
  readonly undecided?: true;
}

/** What running the packs over a plan gave. */
export interface PolicyReport {
  readonly findings: readonly Finding[];
  /** Pack name -> how many of its rules ran. */
  readonly packs: Readonly<Record<string, number>>;
}
