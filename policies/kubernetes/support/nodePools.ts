import type { Requirement } from "./requirements.ts";
import type { Value } from "./value.ts";

/** Kinds of Karpenter. */
export const NODE_POOL_KIND = "karpenter.sh/NodePool";
export const NODE_CLASS_KIND = "karpenter.k8s.aws/EC2NodeClass";
export const NODE_POOL_KINDS: ReadonlySet<string> = new Set([NODE_POOL_KIND]);
export const NODE_CLASS_KINDS: ReadonlySet<string> = new Set([NODE_CLASS_KIND]);

/** Reads one requirement or match expression. @throws NotKnown, Malformed */
export function readRequirement(item: Value): Requirement {
  return {
    key: item.get("key").string() ?? "",
    operator: item.get("operator").string() ?? "",
    values: item.get("values").strings(),
    minValues: item.get("minValues").number(),
    path: item.path,
  };
}

/** Reads requirements or match expressions. @throws NotKnown, Malformed */
export function readRequirements(list: Value): Requirement[] {
  return list.list().map(readRequirement);
}

/** Labels as the requirements they amount to. @throws NotKnown, Malformed */
export function labelRequirements(labels: Value): Requirement[] {
  return [...labels.stringMap()].map(([key, value]) => ({
    key,
    operator: "In",
    values: [value],
    path: `${labels.path}["${key}"]`,
  }));
}

/** Everything a node pool says about its nodes' labels. @throws NotKnown, Malformed */
export function poolRequirements(pool: Value): Requirement[] {
  const template = pool.at("spec.template");
  return [...readRequirements(template.at("spec.requirements")), ...labelRequirements(template.at("metadata.labels"))];
}
