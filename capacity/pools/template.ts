import type { InstanceType } from "../model/instanceType.ts";
import { CAPACITY_TYPE, ZONE } from "../model/labels.ts";
import type { NodeClass } from "../model/nodeClass.ts";
import type { NodePool } from "../model/nodePool.ts";
import { describe, intersects, requirement } from "../model/requirement.ts";
import { overlapConflict, type Requirements, valueOf } from "../model/requirements.ts";
import { unmetMinValues } from "./minValues.ts";

/** A pool with the instance types its nodes could be. */
export interface Template {
  readonly pool: NodePool;
  readonly nodeClass: NodeClass | undefined;
  /** Every type, as a node of the class would be; what a pool or a pod does not want is still in it. */
  readonly every: readonly InstanceType[];
  /** Those that qualify. */
  readonly types: readonly InstanceType[];
  /** Why no type does, or why the pool makes no nodes for pods although some do. */
  readonly problem: string | undefined;
}

/** The pool's types: those whose labels satisfy its requirements, if they have the variety it asks for. */
export function templateOf(pool: NodePool, nodeClass: NodeClass | undefined, every: readonly InstanceType[]): Template {
  const matching = every.filter((type) => qualifies(type, pool.requirements));
  const unmet = unmetMinValues(matching, pool.requirements);
  const base = { pool, nodeClass, every };
  if (nodeClass?.family.startsWith("windows")) {
    return { ...base, types: [], problem: "it makes Windows nodes, for which the catalogue has no figures" };
  }
  if (matching.length === 0) return { ...base, types: [], problem: emptyReason(pool, every) };
  if (unmet.length > 0) return { ...base, types: [], problem: unmet.join("; ") };
  return { ...base, types: matching, problem: undefined };
}

/** Whether a type's labels, zones and capacity types satisfy requirements. */
export function qualifies(type: InstanceType, requirements: Requirements): boolean {
  return overlapConflict(type.requirements, requirements) === undefined;
}

/** Whether the pool may launch capacity of a kind. */
export function allowsCapacity(pool: NodePool, capacityType: string): boolean {
  return intersects(valueOf(pool.requirements, CAPACITY_TYPE), requirement(CAPACITY_TYPE, "In", [capacityType]));
}

/** Whether reservations are all the pool may use; which ones there are only the account knows. */
export function onlyReserved(pool: NodePool): boolean {
  return allowsCapacity(pool, "reserved") && !allowsCapacity(pool, "spot") && !allowsCapacity(pool, "on-demand");
}

/** The first requirement after which nothing is left. */
function emptyReason(pool: NodePool, every: readonly InstanceType[]): string {
  let left = every;
  for (const item of pool.requirements.values()) {
    const after = left.filter((type) => qualifies(type, new Map([[item.key, item]])));
    if (after.length === 0) {
      const offered = left[0]?.requirements.get(item.key);
      const zones = item.key === ZONE && offered ? `; the zones are ${[...offered.values].join(", ")}` : "";
      const reserved = onlyReserved(pool) ? "; which reservations there are only the account knows" : "";
      return `no instance type that meets the requirements before it meets ${describe(item)}${zones}${reserved}`;
    }
    left = after;
  }
  return "no instance type meets all its requirements";
}
