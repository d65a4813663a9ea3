import { byPrice, type InstanceType } from "../model/instanceType.ts";
import { CAPACITY_TYPE, ZONE } from "../model/labels.ts";
import { allows, finiteValues, requirement } from "../model/requirement.ts";
import { allOf, type Requirements, valueOf } from "../model/requirements.ts";
import type { VirtualNode } from "./node.ts";

/** A node with its type chosen. */
export interface LaunchedNode {
  /** As it is from here on: of one type, in one zone, with what that leaves of its labels. */
  readonly node: VirtualNode;
  readonly type: InstanceType;
  /** How many types it could have been. */
  readonly options: number;
  readonly capacityType: "spot" | "on-demand";
  /** Zones it could be in. */
  readonly zones: readonly string[];
  /** The batch it was made in, from 1. */
  readonly round: number;
}

/**
 * Chooses a node's type: the cheapest by list price on demand. Metal and accelerated types are left aside while
 * another one will do, unless the pool asks for variety (aws/karpenter-provider-aws, `ExoticInstanceTypeFilter`). Spot
 * comes before on-demand where both are allowed.
 */
export function launch(node: VirtualNode, round: number): LaunchedNode {
  const zones = zonesOf(node);
  const varied = [...node.requirements.values()].some(({ minValues }) => minValues !== undefined);
  const plain = varied ? [] : node.types.filter(({ exotic }) => !exotic);
  const [type] = (plain.length > 0 ? plain : node.types).toSorted(byPrice);
  if (!type) throw new Error(`${node.hostname} has no type left`);
  const capacityType = allows(valueOf(node.requirements, CAPACITY_TYPE), "spot") ? "spot" : "on-demand";
  return {
    node: { ...node, types: [type], requirements: settled(node.requirements, type, capacityType, zones) },
    type,
    options: node.types.length,
    capacityType,
    zones,
    round,
  };
}

/** The zones a node could be in: those of its types that its requirements allow. */
function zonesOf({ requirements, types }: VirtualNode): string[] {
  const offered = finiteValues(valueOf(types[0]?.requirements ?? new Map(), ZONE));
  return offered.filter((zone) => allows(valueOf(requirements, ZONE), zone));
}

/** The labels of the node that was made. Its zone is EC2's choice; the first is taken, so that a run can be repeated. */
function settled(
  requirements: Requirements,
  type: InstanceType,
  capacityType: string,
  zones: readonly string[],
): Requirements {
  return allOf(requirements.values(), type.requirements.values(), [
    requirement(ZONE, "In", zones.slice(0, 1)),
    requirement(CAPACITY_TYPE, "In", [capacityType]),
  ]);
}
