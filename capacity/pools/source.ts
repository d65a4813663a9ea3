import type { NodeClass } from "../model/nodeClass.ts";
import type { NodePool } from "../model/nodePool.ts";
import type { Place } from "../model/instanceType.ts";

/** A node group of fixed size, which the cost is compared with. */
export interface FixedGroup {
  readonly name: string;
  /** In the order they are tried. */
  readonly instanceTypes: readonly string[];
  readonly nodes: number;
  readonly spot: boolean;
  /** False: none was found, and the baseline of two t3.medium stands in for it. */
  readonly found: boolean;
}

/** Where pools come from, and what is known of the place their nodes would be in. */
export interface PoolSource {
  /** `stack prod`, or the path of the manifests. */
  readonly subject: string;
  readonly pools: readonly NodePool[];
  readonly classes: ReadonlyMap<string, NodeClass>;
  /** The zones a pool's nodes can be in. */
  readonly placeOf: (nodeClass: NodeClass | undefined) => Place;
  readonly region: string;
  readonly fixedGroup: FixedGroup;
  /** What was assumed on the way, in sentences. */
  readonly notes: readonly string[];
}

/** What a cluster without Karpenter has at least: two small nodes. */
export const BASELINE: FixedGroup = {
  name: "baseline",
  instanceTypes: ["t3.medium"],
  nodes: 2,
  spot: false,
  found: false,
};
