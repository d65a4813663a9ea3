import type { InstanceType } from "../model/instanceType.ts";
import { shortLabel } from "../model/labels.ts";
import { formatUnits } from "../model/quantity.ts";
import { describe, type Requirement } from "../model/requirement.ts";
import type { Conflict, Requirements } from "../model/requirements.ts";
import type { Resources } from "../model/resources.ts";
import { describeTaint, type Taint } from "../model/taints.ts";
import { qualifies } from "../pools/template.ts";
import type { TopologyGroup } from "./topologyGroup.ts";

/** Why a pod cannot go to a node of a pool. */
export type Refusal =
  | Conflict
  | { readonly kind: "taints"; readonly taints: readonly Taint[] }
  | { readonly kind: "topology"; readonly group: TopologyGroup }
  | {
      readonly kind: "types";
      readonly offered: readonly InstanceType[];
      readonly wanted: Requirements;
      readonly requests: Resources;
      readonly overheadOf: (type: InstanceType) => Resources;
    }
  | { readonly kind: "minValues"; readonly unmet: readonly string[] }
  | {
      readonly kind: "limit";
      readonly resource: string;
      readonly limit: number;
      readonly left: number;
      readonly needed: number;
    }
  | { readonly kind: "pool"; readonly problem: string };

/** The refusal in words, without the pool's name. */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case "taints": {
      const list = refusal.taints.map(describeTaint).join(", ");
      return refusal.taints.length === 1 ? `taint ${list} is not tolerated` : `taints ${list} are not tolerated`;
    }
    case "unknown-label": {
      const meant = refusal.meant === undefined ? "" : `; did you mean ${refusal.meant}?`;
      return `its nodes have no label ${refusal.key}: the pool names it neither in its labels nor in its requirements${meant}`;
    }
    case "conflict":
      return `the pod wants ${short(refusal.wanted)}, the pool has ${short(refusal.offered)}`;
    case "topology":
      return describeTopology(refusal.group);
    case "limit":
      return describeLimit(refusal);
    case "types":
      return describeTypes(refusal);
    case "minValues":
      return `with this pod ${refusal.unmet.join("; ")}`;
    case "pool":
      return refusal.problem;
  }
}

function short(requirement: Requirement): string {
  return describe({ ...requirement, key: shortLabel(requirement.key) });
}

function describeTopology({ rule, counts }: TopologyGroup): string {
  const occupied = [...counts].filter(([, count]) => count > 0);
  const domains =
    occupied.length <= 6
      ? occupied.map(([domain, count]) => `${domain} ${count}`).join(", ")
      : `${occupied.length} of them occupied`;
  const now = domains === "" ? "no pod it counts is placed" : `pods counted: ${domains}`;
  const what = {
    spread: `spread over ${rule.key} with maxSkew ${rule.maxSkew}`,
    affinity: `pod affinity by ${rule.key}`,
    "anti-affinity": `pod anti-affinity by ${rule.key}`,
  }[rule.kind];
  return `${what} leaves no place on its nodes (${now})`;
}

function describeLimit({ resource, limit, left, needed }: Extract<Refusal, { kind: "limit" }>): string {
  const amount = (units: number): string => formatUnits(resource, units);
  const remaining = left < 0 ? `exceeded by ${amount(-left)}` : `${amount(left)} of ${amount(limit)} left`;
  return `limit ${resource}: ${remaining}, and the smallest node this pod fits on takes ${amount(needed)}`;
}

function describeTypes({ offered, wanted, requests, overheadOf }: Extract<Refusal, { kind: "types" }>): string {
  let left = offered;
  for (const item of wanted.values()) {
    const after = left.filter((type) => qualifies(type, new Map([[item.key, item]])));
    if (after.length === 0) return `none of its ${left.length} types meets ${short(item)}`;
    left = after;
  }
  const room = (type: InstanceType, resource: string): number =>
    (type.allocatable[resource] ?? 0) - (overheadOf(type)[resource] ?? 0);
  const tooLarge = Object.entries(requests).flatMap(([resource, amount]) => {
    const most = Math.max(0, ...left.map((type) => room(type, resource)));
    if (amount <= most) return [];
    const name = resource === "cpu" ? "CPU" : resource;
    return most === 0
      ? [`asks for ${formatUnits(resource, amount)} ${name}, and none of its ${left.length} types has any`]
      : [
          `asks for ${formatUnits(resource, amount)} ${name}, and the largest of its ${left.length} types has ${formatUnits(resource, most)} for pods`,
        ];
  });
  if (tooLarge.length > 0) return `too large: ${tooLarge.join("; ")}`;
  const asked = Object.entries(requests).filter(([name]) => name !== "pods");
  return `too large: none of its ${left.length} types has ${asked.map(([name, amount]) => `${formatUnits(name, amount)} ${name}`).join(" and ")} together`;
}
