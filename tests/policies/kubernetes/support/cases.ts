import type { PolicyPackConfig } from "@pulumi/policy";
import type { PlannedResource } from "../../../support/policies.ts";

/** A plan, or one resource of a plan that has no other. */
export type Plan = PlannedResource | PlannedResource[];

/** A plan that a rule refuses, and what it says about it. */
export interface Refusal {
  plan: Plan;
  /** Parts of messages; each must be in a violation of the rule, and no violation may be without one. */
  says: string[];
  /** Parameters of the rule. */
  parameters?: Record<string, unknown>;
}

/** A plan with something unknown in it. */
export interface Unclear {
  plan: Plan;
  /** What the one advice names. */
  unknown: string;
  /** Parts of the messages of the violations that are reported all the same. */
  says: string[];
}

/** The cases of one rule; the keys are sentences that begin with "the rule". */
export interface RuleCases {
  rule: string;
  passes: Record<string, Plan | { plan: Plan; parameters: Record<string, unknown> }>;
  refuses: Record<string, Refusal>;
  unclear: Record<string, Unclear>;
}

/** A plan as a list. */
export function asPlan(plan: Plan): PlannedResource[] {
  return Array.isArray(plan) ? plan : [plan];
}

/** The plan and the configuration of a case that a rule must let pass. */
export function passCase(
  rule: string,
  given: RuleCases["passes"][string],
): { plan: PlannedResource[]; config: PolicyPackConfig } {
  if (!Array.isArray(given) && "plan" in given)
    return { plan: asPlan(given.plan), config: { [rule]: given.parameters } };
  return { plan: asPlan(given), config: {} };
}

/** Steps of a path such as `spec.containers[0].image` or `metadata.labels["a.b/c"]`. */
function steps(path: string): (string | number)[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );
}

/** A deep copy in which nothing is shared, so that a change to one part is a change to no other. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyOf(child)]));
}

/** A copy of a resource with the value at a path of its props replaced; `undefined` removes it. */
export function change<R extends PlannedResource>(resource: R, path: string, value: unknown): R {
  const copy = copyOf(resource) as R;
  const keys = steps(path);
  const last = keys.pop();
  if (last === undefined) throw new Error(`no path: ${path}`);
  let holder = copy.props as Record<string | number, unknown>;
  for (const key of keys) {
    holder[key] ??= {};
    holder = holder[key] as Record<string | number, unknown>;
  }
  if (value !== undefined) holder[last] = value;
  else if (!(last in holder)) throw new Error(`nothing to remove at ${path}`);
  else if (Array.isArray(holder)) holder.splice(last as number, 1);
  else Reflect.deleteProperty(holder, last);
  return copy;
}

/** A copy of a resource under another name, in the plan and in its metadata. */
export function named<R extends PlannedResource>(resource: R, name: string): R {
  return { ...change(resource, "metadata.name", name), name };
}

/** What a patch of a resource's kind writes into an object that is there already. */
export function patchOf(resource: PlannedResource, props: Record<string, unknown>): PlannedResource {
  return { type: `${resource.type}Patch`, name: `${resource.name ?? "resource"}-patch`, props };
}
