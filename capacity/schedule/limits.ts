import type { InstanceType } from "../model/instanceType.ts";
import { larger, type Resources } from "../model/resources.ts";

/** What is left of a pool's limits, by resource; `nodes` counts nodes. */
export type Remaining = Resources;

/** The types that would not exceed what is left. Limits count a node's capacity, not what pods use of it. */
export function withinLimits(types: readonly InstanceType[], remaining: Remaining): readonly InstanceType[] {
  const limited = Object.entries(remaining);
  if (limited.length === 0) return types;
  return types.filter(({ capacity }) => limited.every(([resource, left]) => takes(capacity, resource) <= left));
}

/**
 * What is left once a node is under way. Which of its types it will be is not known yet, so that the largest counts
 * (kubernetes-sigs/karpenter, `subtractMax`); what it did not take is there again in the next round.
 */
export function subtractLargest(remaining: Remaining, types: readonly InstanceType[]): Remaining {
  const largest = types.reduce<Resources>((sum, { capacity }) => larger(sum, capacity), {});
  return subtract(remaining, largest);
}

/** What is left once a node is there. */
export function subtract(remaining: Remaining, capacity: Resources): Remaining {
  return Object.fromEntries(
    Object.entries(remaining).map(([resource, left]) => [resource, left - takes(capacity, resource)]),
  );
}

/** What a node takes of a limit: of `nodes`, itself. */
export function takes(capacity: Resources, resource: string): number {
  return resource === "nodes" ? 1 : (capacity[resource] ?? 0);
}
