import type { Catalogue } from "./catalogue/read.ts";
import { instanceTypes, type InstanceType } from "./model/instanceType.ts";
import { add, fits, type Resources } from "./model/resources.ts";
import type { Workload } from "./pods/read.ts";
import type { FixedGroup } from "./pools/source.ts";

/** What a node group of fixed size costs, and how many of its nodes pods would need. */
export interface FixedGroupCost {
  readonly group: FixedGroup;
  /** The type that is counted: the first of the group's, which is tried first. */
  readonly instanceType: string;
  /** One node, on demand; undefined for a type the catalogue has no price for. */
  readonly usdPerHour: number | undefined;
}

/** Nodes of the group's type that a set of pods would fill. */
export interface NodesNeeded {
  readonly nodes: number;
  /** Pods that are too large for any of them. */
  readonly tooLarge: number;
}

/** The cost of a group, by list price. */
export function fixedGroupCost(group: FixedGroup, catalogue: Catalogue): FixedGroupCost {
  const [instanceType = ""] = group.instanceTypes;
  const usdPerHour = catalogue.types.find(({ name }) => name === instanceType)?.usdPerHour;
  return { group, instanceType, usdPerHour };
}

/**
 * How many nodes of one type pods would need by their requests alone, packed largest first, each where it fits first.
 * Labels, taints and spread are set aside: it is what the same pods would cost on such nodes, not a plan for them.
 *
 * @returns undefined when the catalogue does not have the type
 */
export function nodesNeeded(
  type: string,
  catalogue: Catalogue,
  workloads: readonly Workload[],
  daemons: readonly Workload[],
): NodesNeeded | undefined {
  const found = catalogue.types.filter(({ name }) => name === type);
  const [node]: InstanceType[] = instanceTypes(found, {}, { region: catalogue.priceRegion, zones: [] });
  if (!node) return undefined;
  const overhead = add(...daemons.map(({ shape }) => shape.requests));
  const nodes: Resources[] = [];
  let tooLarge = 0;
  const cpu = ({ shape }: Workload): number => shape.requests.cpu ?? 0;
  for (const { shape, pods } of workloads.toSorted((left, right) => cpu(right) - cpu(left))) {
    // Pods of one template go on from where the last one fitted: no node before it has room for another.
    let index = 0;
    for (let placed = 0; placed < pods; placed += 1) {
      const fitsAt = (at: number): boolean => fits(add(nodes[at] ?? overhead, shape.requests), node.allocatable);
      while (index < nodes.length && !fitsAt(index)) index += 1;
      if (!fitsAt(index)) {
        tooLarge += pods - placed;
        break;
      }
      nodes[index] = add(nodes[index] ?? overhead, shape.requests);
    }
  }
  return { nodes: nodes.length, tooLarge };
}
