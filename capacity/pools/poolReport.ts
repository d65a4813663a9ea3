import { byPrice } from "../model/instanceType.ts";
import { ARCH, CAPACITY_TYPE, shortLabel, ZONE } from "../model/labels.ts";
import type { NodePool } from "../model/nodePool.ts";
import { formatUnits } from "../model/quantity.ts";
import { allows, describe } from "../model/requirement.ts";
import { valueOf } from "../model/requirements.ts";
import { describeTaint } from "../model/taints.ts";
import type { PoolReport } from "../reportModel.ts";
import { allowsCapacity, onlyReserved, qualifies, type Template } from "./template.ts";
import { describeDisruption } from "./words.ts";

/**
 * Fewer types make spot nodes scarce, and Karpenter replaces a spot node by a cheaper spot node only where it can
 * choose among this many. Source: Karpenter docs, v1.14, "Disruption", spot consolidation.
 */
export const SPOT_FLEXIBILITY = 15;

/** Everything there is to say about a pool by itself. */
export function poolReport(template: Template): PoolReport {
  const { pool, every, types, problem } = template;
  const ordered = types.toSorted(byPrice);
  return {
    name: pool.name,
    weight: pool.weight,
    nodeClass: pool.nodeClass,
    replicas: pool.replicas ?? null,
    capacityTypes: ["reserved", "spot", "on-demand"].filter((kind) => allowsExplicitly(pool, kind)),
    architectures: distinct(template, ARCH),
    zones: distinct(template, ZONE).filter((zone) => allows(valueOf(pool.requirements, ZONE), zone)),
    requirements: steps(template),
    types: ordered.map(({ name, usdPerHour }) => ({ name, usdPerHour: usdPerHour ?? null })),
    taints: pool.taints.map(describeTaint),
    limits: Object.fromEntries(Object.entries(pool.limits).map(([name, amount]) => [name, formatUnits(name, amount)])),
    disruption: describeDisruption(pool.disruption),
    warnings: warningsOf(template),
    problem: problem ?? null,
    failing: types.length === 0 && every.length > 0 && !onlyReserved(pool),
  };
}

/** A pool that says nothing of capacity types may use reservations too, but that says nothing of its wishes. */
function allowsExplicitly(pool: NodePool, kind: string): boolean {
  return allowsCapacity(pool, kind) && (kind !== "reserved" || pool.requirements.has(CAPACITY_TYPE));
}

function distinct({ types }: Template, label: string): string[] {
  return [...new Set(types.flatMap(({ requirements }) => [...(requirements.get(label)?.values ?? [])]))].sort();
}

function steps({ pool, every }: Template): { text: string; typesLeft: number }[] {
  let left = every;
  return pool.stated.map((item) => {
    left = left.filter((type) => qualifies(type, new Map([[item.key, item]])));
    return { text: describe({ ...item, key: shortLabel(item.key) }), typesLeft: left.length };
  });
}

function warningsOf({ pool, nodeClass, types }: Template): string[] {
  const spot = allowsCapacity(pool, "spot");
  const unpriced = types.filter(({ usdPerHour }) => usdPerHour === undefined).length;
  return [
    ...(spot && types.length > 0 && types.length < SPOT_FLEXIBILITY
      ? [
          `Spot is allowed with ${types.length} types; below ${SPOT_FLEXIBILITY} Karpenter does not replace a spot node by a cheaper spot node, and interruptions come in numbers. Allow more families or sizes.`,
        ]
      : []),
    ...(unpriced > 0
      ? [`${unpriced} of its types ${unpriced === 1 ? "has" : "have"} no list price; what has one comes before.`]
      : []),
    ...(allowsExplicitly(pool, "reserved")
      ? ["Capacity reservations are the account's own: none is simulated, what comes after them is."]
      : []),
    ...(pool.requirements.has("topology.k8s.aws/zone-id")
      ? ["Zone ids are an account's own: a requirement of one is not checked."]
      : []),
    ...(pool.replicas === undefined
      ? []
      : [`A static pool: it keeps ${pool.replicas} nodes and makes none for pods, so it is in no cost below.`]),
    ...(nodeClass?.notModelled ?? []),
  ];
}
