import * as policy from "@pulumi/policy";
import type {
  EnforcementLevel,
  Policies,
  PolicyPackConfig,
  PolicyProviderResource,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  StackValidationArgs,
} from "@pulumi/policy";

/** What a test needs of a policy pack. */
export interface Pack {
  name: string;
  description: string;
  enforcementLevel: EnforcementLevel;
  policies: Policies;
}

/** One resource of a test's plan. Names are unique within a plan; dependencies refer to them. */
export interface PlannedResource {
  type: string;
  /** Default: `resource`. */
  name?: string;
  props: Record<string, unknown>;
  protect?: boolean;
  parent?: string;
  provider?: { type: string; props: Record<string, unknown> };
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

/** One finding, as the policy host would hand it to the engine. */
export interface Finding {
  rule: string;
  level: EnforcementLevel;
  /** The rule's description and the violation's own message. */
  message: string;
  /** The resource's name; undefined for a finding about the whole stack. */
  resource: string | undefined;
  /** Whether it says that something is not known until deployment. */
  unknown: boolean;
}

/** Stands in a plan's props for a value that the engine does not know during a preview (its mark for such texts). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// Exported by the package, but left out of its type declarations.
const { UnknownValueError, unknownCheckingProxy } = policy as unknown as {
  UnknownValueError: new (...rest: never[]) => Error;
  unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

/** The URN that the runners give a resource. */
export function urnOf(resource: PlannedResource): string {
  return `urn:pulumi:test::eks-platform::${resource.type}::${resource.name ?? "resource"}`;
}

/**
 * Runs every rule of a pack over a plan in this process, in the way of @pulumi/policy's own server: each rule is given
 * each resource's inputs behind the proxy that throws for unknown values, then the stack rules are given all of them.
 * Any exception other than the one for unknown values is thrown, as it would end a preview.
 * @param config a pack configuration, as --policy-pack-config takes it
 */
export async function runPack(
  pack: Pack,
  plan: readonly PlannedResource[],
  config: PolicyPackConfig = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const whole = stack(plan);
  for (const rule of pack.policies) {
    const given = config[rule.name];
    const { enforcementLevel, ...parameters } = typeof given === "string" ? { enforcementLevel: given } : (given ?? {});
    const level = enforcementLevel ?? rule.enforcementLevel ?? pack.enforcementLevel;
    if (level === "disabled") continue;
    const common = {
      stackTags: new Map<string, string>(),
      getConfig: configOf({ ...defaults(rule), ...parameters }),
      notApplicable: notApplicable,
    };
    const note = (message: string, resource: string | undefined): void => {
      findings.push({ rule: rule.name, level, message: `${rule.description}\n${message}`, resource, unknown: false });
    };
    const guard = async (resource: string | undefined, run: () => Promise<void> | void): Promise<void> => {
      try {
        await run();
      } catch (error) {
        if (!(error instanceof UnknownValueError)) throw error;
        findings.push({ rule: rule.name, level: "advisory", message: error.message, resource, unknown: true });
      }
    };
    if ("validateStack" in rule) {
      const names = new Map(whole.map((resource) => [resource.urn, resource.name]));
      const args: StackValidationArgs = { ...common, resources: whole };
      const report: ReportViolation = (message, urn) => {
        note(message, urn === undefined ? undefined : names.get(urn));
      };
      await guard(undefined, () => rule.validateStack(args, report));
      continue;
    }
    const validations = [rule.validateResource ?? []].flat();
    for (const resource of plan) {
      const { name = "resource" } = resource;
      const args: ResourceValidationArgs = {
        ...common,
        ...identity(resource),
        isType: () => false,
        asType: () => undefined,
      };
      for (const validate of validations) {
        await guard(name, () =>
          validate(args, (message) => {
            note(message, name);
          }),
        );
      }
    }
  }
  return findings;
}

function stack(plan: readonly PlannedResource[]): PolicyResource[] {
  const resources = plan.map((planned): PolicyResource => ({
    ...identity(planned),
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  }));
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const find = (names: readonly string[]): PolicyResource[] =>
    names.map((name) => {
      const found = byName.get(name);
      if (!found) throw new Error(`the plan has no resource ${name}`);
      return found;
    });
  plan.forEach((planned, i) => {
    const resource = resources[i];
    if (!resource) return;
    const byProperty = Object.entries(planned.propertyDependencies ?? {});
    resource.dependencies = find(planned.dependencies ?? byProperty.flatMap(([, names]) => names));
    resource.propertyDependencies = Object.fromEntries(byProperty.map(([key, names]) => [key, find(names)]));
    const parent = planned.parent === undefined ? undefined : byName.get(planned.parent);
    if (parent) resource.parent = parent;
  });
  return resources;
}

function identity(resource: PlannedResource): Pick<PolicyResource, "type" | "name" | "urn" | "props" | "opts"> & {
  provider?: PolicyProviderResource;
} {
  const { type, name = "resource", provider } = resource;
  return {
    type,
    name,
    urn: urnOf(resource),
    props: unknownCheckingProxy(resource.props),
    opts: {
      protect: resource.protect ?? false,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    },
    ...(provider && {
      provider: {
        type: provider.type,
        name: "provider",
        urn: `urn:pulumi:test::eks-platform::${provider.type}::provider`,
        props: unknownCheckingProxy(provider.props),
      },
    }),
  };
}

/** The host's own signature lets the rule name the type it expects. */
function configOf(values: Record<string, unknown>): StackValidationArgs["getConfig"] {
  return (() => values) as StackValidationArgs["getConfig"];
}

/** The engine fills these in from the rule's schema before it configures a pack. */
function defaults(rule: Policies[number]): Record<string, unknown> {
  const properties = Object.entries(rule.configSchema?.properties ?? {});
  return Object.fromEntries(
    properties.flatMap(([name, schema]) => (schema.default === undefined ? [] : [[name, schema.default]])),
  );
}

function notApplicable(reason?: string): never {
  throw new Error(`a rule gave up: ${reason ?? "no reason given"}`);
}
