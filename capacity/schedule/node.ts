import type { InstanceType } from "../model/instanceType.ts";
import { allOf, conflictBetween, type Requirements } from "../model/requirements.ts";
import { add, fits, type Resources } from "../model/resources.ts";
import { untolerated } from "../model/taints.ts";
import type { Workload } from "../pods/read.ts";
import type { PodShape } from "../pods/shape.ts";
import { unmetMinValues } from "../pools/minValues.ts";
import { qualifies, type Template } from "../pools/template.ts";
import type { Refusal } from "./refusal.ts";
import type { Topology } from "./topology.ts";
import { TopologyGroup } from "./topologyGroup.ts";

/** A pod on a node, with the shape it was placed in. */
export interface Placed {
  readonly workload: Workload;
  readonly shape: PodShape;
}

/** A node that would be made: still any of several types, fewer with each pod. */
export interface VirtualNode {
  readonly template: Template;
  readonly hostname: string;
  readonly overheadOf: (type: InstanceType) => Resources;
  readonly requirements: Requirements;
  readonly types: readonly InstanceType[];
  /** Of its pods; daemons come on top, by type. */
  readonly requests: Resources;
  readonly pods: readonly Placed[];
  /** Pools that come before this one and could not take the first pod, with the reason. */
  readonly passedOver: readonly PassedOver[];
}

/** A pool that did not take a pod. */
export interface PassedOver {
  readonly pool: string;
  readonly reason: string;
}

/** What a node becomes with one more pod. */
export interface Placement {
  readonly requirements: Requirements;
  readonly types: readonly InstanceType[];
}

/** Whether a result is a placement rather than a reason against one. */
export function isPlacement(result: Placement | Refusal): result is Placement {
  return "types" in result;
}

/**
 * What a node would be with a pod added, or why the pod cannot go there: taints, then labels, then topology, then
 * whether a type is left that meets everything and has room (kubernetes-sigs/karpenter, `NodeClaim.CanAdd`).
 */
export function tryPlace(
  node: Pick<VirtualNode, "template" | "requirements" | "types" | "requests" | "overheadOf">,
  shape: PodShape,
  topology: Topology,
): Placement | Refusal {
  const { taints } = node.template.pool;
  const against = untolerated(taints, shape.tolerations);
  if (against.length > 0) return { kind: "taints", taints: against };

  const conflict = conflictBetween(node.requirements, shape.requirements);
  if (conflict) return conflict;
  const labelled = allOf(node.requirements.values(), shape.requirements.values());

  const requirements = topology.narrow(shape, taints, labelled);
  if (requirements instanceof TopologyGroup) return { kind: "topology", group: requirements };

  const requests = add(node.requests, shape.requests);
  // The node's types meet what it required before; only what has changed needs to be looked at again.
  const changed = new Map([...requirements].filter(([key, item]) => node.requirements.get(key) !== item));
  const types = node.types.filter(
    (type) => hasRoom(type, requests, node.overheadOf) && (changed.size === 0 || qualifies(type, changed)),
  );
  if (types.length === 0) {
    return { kind: "types", offered: node.types, wanted: changed, requests, overheadOf: node.overheadOf };
  }
  const unmet = unmetMinValues(types, requirements);
  return unmet.length > 0 ? { kind: "minValues", unmet } : { requirements, types };
}

function hasRoom(type: InstanceType, requests: Resources, overheadOf: (type: InstanceType) => Resources): boolean {
  const overhead = overheadOf(type);
  // Most clusters are simulated without daemons; then there is nothing to add up.
  return fits(Object.keys(overhead).length === 0 ? requests : add(requests, overhead), type.allocatable);
}
