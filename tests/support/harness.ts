import type * as pulumi from "@pulumi/pulumi";
import type { Plan, PlannedResource, PlanValue } from "../../preview/plan.ts";
import { record } from "../../preview/program.ts";

/** The account and region that tests deploy to: AWS's documentation account. */
export const TEST_SCOPE = { region: "eu-west-1", accountId: "111122223333", partition: "aws" } as const;

/** Tags of a stack under test: those every resource must carry. */
export const TEST_TAGS = {
  platform: "atlas",
  environment: "prod",
  owner: "platform-team",
  "cost-center": "4300",
  "business-unit": "engineering",
  compliance: "soc2",
};

export interface HarnessOptions {
  /** Default: `test`. */
  readonly stack?: string;
  /** Answer as a first deployment would: ids and ARNs not known yet. Default: false. */
  readonly unknowns?: boolean;
  /** The stack's default tags, which rules look for on the provider. Default: none. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Runs a piece of Pulumi code, a component's constructor as a rule, and returns what it asked for. */
export async function planOf(program: () => unknown, options: HarnessOptions = {}): Promise<Plan> {
  const stackFile = {
    project: "eks-platform",
    stack: options.stack ?? "test",
    config: {
      "aws:region": TEST_SCOPE.region,
      "aws:allowedAccountIds": JSON.stringify([TEST_SCOPE.accountId]),
      ...(options.tags && { "aws:defaultTags": JSON.stringify({ tags: options.tags }) }),
    },
    secretKeys: [],
  };
  return record(stackFile, { unknowns: options.unknowns ?? false }, async () => {
    await program();
    return undefined as pulumi.Inputs | undefined;
  });
}

/** The only resource of a type (or of a type and name); fails when there is none or more than one. */
export function only(plan: Plan, type: string, name?: string): PlannedResource {
  const found = plan.resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  const [resource, ...others] = found;
  if (!resource || others.length > 0) {
    throw new Error(
      `expected one ${type}${name === undefined ? "" : ` named ${name}`}, found ${found.length}: ${found.map((r) => r.name).join(", ")}`,
    );
  }
  return resource;
}

/** Every resource of a type, in the order they were asked for; fails when there is none, so that no test passes on nothing. */
export function all(plan: Plan, type: string): PlannedResource[] {
  const found = plan.resources.filter((resource) => resource.type === type);
  if (found.length === 0)
    throw new Error(`expected at least one ${type}; the plan has ${plan.resources.map((r) => r.type).join(", ")}`);
  return found;
}

/** A policy document that a resource carries as JSON text, or as an object. */
export function document(value: PlanValue | undefined): unknown {
  if (typeof value === "object" && value !== null && "Statement" in value) return value;
  if (typeof value !== "string") throw new Error(`expected a JSON document, found ${JSON.stringify(value)}`);
  return JSON.parse(value);
}
