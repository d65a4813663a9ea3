import type { KubernetesObject } from "./objects.ts";
import { labelRequirements, poolRequirements, readRequirements } from "./nodePools.ts";
import { crossContradiction } from "./instanceTypes.ts";
import { combine } from "./requirements.ts";
import type { Requirement } from "./requirements.ts";
import { Value } from "./value.ts";

const CAPACITY_TYPE = "karpenter.sh/capacity-type";
const NODE_POOL_LABEL = "karpenter.sh/nodepool";

/** A taint that keeps pods away. */
interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** Somewhere that nodes come from: a node pool, or a managed node group. */
export interface Home {
  readonly label: string;
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
}

/** What a pod asks of its node. Each alternative is enough by itself. */
export interface Placement {
  readonly alternatives: readonly (readonly Requirement[])[];
  readonly tolerations: readonly Toleration[];
}

interface Toleration {
  readonly key: string | undefined;
  readonly operator: string;
  readonly value: string;
  readonly effect: string | undefined;
}

/** Labels of these domains may be on a node though its pool does not mention them; any other must be given by the pool. */
const WELL_KNOWN = /(^|\.)(kubernetes\.io|k8s\.io|karpenter\.sh|k8s\.aws|amazonaws\.com)\//;

/** @throws NotKnown, Malformed */
function readTaints(list: Value, effects: Readonly<Record<string, string>> = {}): Taint[] {
  return list.list().map((taint) => {
    const effect = taint.get("effect").string() ?? "";
    return {
      key: taint.get("key").string() ?? "",
      value: taint.get("value").string() ?? "",
      effect: effects[effect] ?? effect,
    };
  });
}

/** A node pool as a home. Startup taints are left out: they go before pods come. @throws NotKnown, Malformed */
export function poolHome(pool: KubernetesObject): Home {
  const name = pool.body.at("metadata.name").string() ?? pool.resourceName;
  const itself = { key: NODE_POOL_LABEL, operator: "In", values: [name], path: "metadata.name" };
  return {
    label: `NodePool ${name}`,
    requirements: [...poolRequirements(pool.body), itself],
    taints: readTaints(pool.body.at("spec.template.spec.taints")),
  };
}

/** An EKS managed node group as a home, from the inputs of `aws:eks/nodeGroup:NodeGroup`. @throws NotKnown, Malformed */
export function nodeGroupHome(name: string, props: Record<string, unknown>): Home {
  const group = new Value(props);
  const spot = group.get("capacityType").string() === "SPOT";
  return {
    label: `node group ${name}`,
    requirements: [
      ...labelRequirements(group.get("labels")),
      { key: CAPACITY_TYPE, operator: "In", values: [spot ? "spot" : "on-demand"], path: "capacityType" },
      { key: NODE_POOL_LABEL, operator: "DoesNotExist", values: [], path: "labels" },
    ],
    taints: readTaints(group.get("taints"), {
      NO_SCHEDULE: "NoSchedule",
      NO_EXECUTE: "NoExecute",
      PREFER_NO_SCHEDULE: "PreferNoSchedule",
    }),
  };
}

/** What a pod's spec asks of a node: its node selector, required node affinity and tolerations. @throws NotKnown, Malformed */
export function readPlacement(spec: Value): Placement {
  const selector = labelRequirements(spec.get("nodeSelector"));
  const terms = spec
    .at("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms")
    .list()
    .map((term) => [...selector, ...readRequirements(term.get("matchExpressions"))]);
  return {
    alternatives: terms.length === 0 ? [selector] : terms,
    tolerations: spec
      .get("tolerations")
      .list()
      .map((toleration) => ({
        key: toleration.get("key").string(),
        operator: toleration.get("operator").string() ?? "Equal",
        value: toleration.get("value").string() ?? "",
        effect: toleration.get("effect").string(),
      })),
  };
}

function tolerates({ tolerations }: Placement, taint: Taint): boolean {
  if (taint.effect === "PreferNoSchedule") return true;
  return tolerations.some(({ key, operator, value, effect }) => {
    if ((effect ?? "") !== "" && effect !== taint.effect) return false;
    if ((key ?? "") === "") return operator === "Exists";
    return key === taint.key && (operator === "Exists" || value === taint.value);
  });
}

/** Whether nodes of a home can have the label that a requirement asks for. */
function offers(home: Home, { key, operator }: Requirement): boolean {
  if (operator === "NotIn" || operator === "DoesNotExist" || WELL_KNOWN.test(key)) return true;
  return home.requirements.some((own) => own.key === key && own.operator !== "DoesNotExist");
}

/**
 * Where a home puts a pod: "no" when it cannot, "spot" when it can on spot nodes only, "safe" when some node it may get
 * there is not spot. A home that says nothing of capacity types counts as safe, for it may give others.
 */
export function admission(home: Home, placement: Placement): "no" | "spot" | "safe" {
  if (!home.taints.every((taint) => tolerates(placement, taint))) return "no";
  let best: "no" | "spot" | "safe" = "no";
  for (const asked of placement.alternatives) {
    if (!asked.every((requirement) => offers(home, requirement))) continue;
    const byKey = combine([...home.requirements, ...asked]);
    if ([...byKey.values()].some((remaining) => remaining.isEmpty()) || crossContradiction(byKey) !== undefined)
      continue;
    const types = byKey.get(CAPACITY_TYPE)?.values();
    if (types?.length === 1 && types[0] === "spot") best = "spot";
    else return "safe";
  }
  return best;
}
