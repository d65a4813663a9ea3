import { type Report, reportBelow } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { mapOf, mapsOf, type Untyped } from "../shared/untyped.ts";
import { BUILT_IN_CLASSES } from "./classPresets.ts";
import { ARCHITECTURE, CAPACITY_TYPE, OPERATING_SYSTEM } from "./labels.ts";
import { checkNodeClass, classNameOf, isBottlerocket } from "./nodeClassConfig.ts";
import { nodePoolSchema, resolveNodePool } from "./nodePoolConfig.ts";
import { isGpuPool, mayBuy, valuesLeft } from "./poolFacts.ts";
import { NODE_POOL_PRESETS, POOL_PRESETS } from "./poolPresets.ts";
import { MAX_REQUIREMENTS } from "./requirements.ts";

/** Whether a stack that does not say so has Karpenter. */
export function enabledByDefault(tier: Tier): boolean {
  return tier === "prod";
}

/** The rules across the fields of `karpenter`. They speak although other fields may be wrong. */
export function checkKarpenter(found: Untyped, tier: Tier, report: Report): void {
  if ((found.enabled ?? enabledByDefault(tier)) === false) {
    for (const key of ["controller", "spotServiceLinkedRole", "nodeClasses", "nodePools"].filter(
      (name) => found[name] !== undefined,
    )) {
      report(
        [key],
        `is configured but karpenter.enabled is false${found.enabled === undefined ? ` by default in ${tier}` : ""}; set karpenter.enabled to true, or leave ${key} out`,
      );
    }
    return;
  }
  if (tier === "prod" && mapOf(found.controller).replicas === 1) {
    report(["controller", "replicas"], "prod needs 2, so that losing a node does not stop new nodes from being made");
  }
  checkNames(found.nodeClasses, "nodeClasses", classNameOf, report);
  checkNames(found.nodePools, "nodePools", poolNameOf, report);
  for (const [index, nodeClass] of mapsOf(found.nodeClasses))
    checkNodeClass(nodeClass, reportBelow(report, "nodeClasses", index));
  for (const [index, pool] of mapsOf(found.nodePools)) checkPool(pool, found, reportBelow(report, "nodePools", index));
}

function checkPool(pool: Untyped, found: Untyped, report: Report): void {
  const classes = mapsOf(found.nodeClasses).map(([, entry]) => entry);
  const wanted = pool.nodeClass ?? presetOf(pool)?.nodeClass;
  const described = classes.find((entry) => classNameOf(entry) === wanted);
  const known = [...new Set([...Object.keys(BUILT_IN_CLASSES), ...classes.map((entry) => String(classNameOf(entry)))])];
  if (typeof wanted === "string" && !known.includes(wanted)) {
    report(
      ["nodeClass"],
      wanted === "reserved" && pool.nodeClass === undefined
        ? 'is "reserved" by preset, which does not come by itself: describe it in nodeClasses, with capacityReservationSelectorTerms that find your reservations'
        : `is not among the node classes; allowed are ${known.join(", ")}, or describe one of this name in nodeClasses`,
    );
  }
  const parsed = nodePoolSchema.safeParse(pool);
  if (!parsed.success) return;
  const resolved = resolveNodePool(parsed.data);

  if (resolved.requirements.length + Object.keys(resolved.labels).length > MAX_REQUIREMENTS) {
    report(["requirements"], `allowed are at most ${MAX_REQUIREMENTS} requirements and labels together`);
  }
  for (const key of [CAPACITY_TYPE, ARCHITECTURE, OPERATING_SYSTEM]) {
    if (valuesLeft(resolved, key).length === 0)
      report(
        ["requirements"],
        `leave no value of ${key}: no node could ever be made; allowed are requirements that can be met together`,
      );
  }
  if (valuesLeft(resolved, OPERATING_SYSTEM).includes("windows")) {
    report(
      ["requirements"],
      "would let Windows nodes in, which no node class here has images for; ask for kubernetes.io/os In [linux]",
    );
  }
  if (isGpuPool(resolved) && isBottlerocket(described ?? { preset: BUILT_IN_CLASSES[resolved.nodeClass] })) {
    report(
      ["nodeClass"],
      "runs Bottlerocket, whose GPU images bring a device plugin of their own beside the one this platform installs; allowed for GPUs is a class with al2023 images, such as gpu",
    );
  }
  if (mayBuy(resolved, "reserved") && mapsOf(described?.capacityReservationSelectorTerms).length === 0) {
    if (described !== undefined || known.includes(resolved.nodeClass)) {
      report(
        ["nodeClass"],
        `finds no capacity reservation, and the pool wants ${CAPACITY_TYPE} reserved; give the class capacityReservationSelectorTerms, or leave reserved out of the requirements`,
      );
    }
  }
  if (mayBuy(resolved, "reserved") && mapOf(mapOf(found.controller).featureGates).reservedCapacity === false) {
    report(
      ["requirements"],
      "want capacity type reserved, but controller.featureGates.reservedCapacity is false; set it to true, or leave reserved out",
    );
  }
}

function checkNames(entries: unknown, list: string, nameOf: (entry: Untyped) => unknown, report: Report): void {
  const taken = new Map<string, number>();
  for (const [index, entry] of mapsOf(entries)) {
    const name = nameOf(entry);
    if (typeof name !== "string") continue;
    const perZone = entry.perZone === true ? ["a", "b", "c", "d", "e", "f"].map((letter) => `${name}-${letter}`) : [];
    const first = [name, ...perZone].map((other) => taken.get(other)).find((other) => other !== undefined);
    if (first !== undefined)
      report(
        [list, index, "name"],
        `is "${name}" like ${list}[${first}]${entry.name === undefined ? ", by the preset both take" : ""}; allowed is a name of its own for each`,
      );
    for (const other of [name, ...perZone]) taken.set(other, taken.get(other) ?? index);
  }
}

function presetOf(pool: Untyped): (typeof POOL_PRESETS)[keyof typeof POOL_PRESETS] | undefined {
  const preset = NODE_POOL_PRESETS.find((name) => name === pool.preset);
  return preset && POOL_PRESETS[preset];
}

function poolNameOf(pool: Untyped): unknown {
  return pool.name ?? pool.preset;
}
