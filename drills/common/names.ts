import { createHash, randomBytes } from "node:crypto";

/** Label on everything a drill makes; its value is the run's id. What carries it is the drill's, all else is not. */
export const RUN_LABEL = "drills.eks-platform/run";
/** Namespace Velero runs in, and its objects live in. */
export const VELERO_NAMESPACE = "velero";
/** Characters of a namespace's name. Source: Kubernetes documentation, "Object Names and IDs", RFC 1123 label names. */
const NAMESPACE_MAX = 63;

/** A fresh run id: eight characters, new every time, valid in names and labels. */
export function freshRunId(): string {
  return randomBytes(4).toString("hex");
}

/**
 * Name of the namespace that stands in for another one during a drill: `<ns>-drill-<run>`. One that is too long is cut,
 * and made unique again by a digest.
 */
export function drillNamespace(namespace: string, run: string): string {
  const ending = `-drill-${run}`;
  if (namespace.length + ending.length <= NAMESPACE_MAX) return `${namespace}${ending}`;
  const digest = createHash("sha256").update(namespace).digest("hex").slice(0, 6);
  return `${namespace.slice(0, NAMESPACE_MAX - ending.length - digest.length - 1)}-${digest}${ending}`;
}

/** The labels of what this run makes. */
export function runLabels(run: string): Record<string, string> {
  return { [RUN_LABEL]: run, "app.kubernetes.io/managed-by": "eks-platform-drill" };
}
