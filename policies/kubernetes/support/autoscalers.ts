import { nameOf, namespaceOf } from "./objects.ts";
import type { KubernetesObject } from "./objects.ts";

/** Kinds that set the number of a workload's replicas. */
export const AUTOSCALER_KINDS: ReadonlySet<string> = new Set([
  "autoscaling/HorizontalPodAutoscaler",
  "keda.sh/ScaledObject",
]);

/** Kinds that an autoscaler may have for a target and that this pack finds in a stack. */
export const SCALABLE_KINDS: ReadonlySet<string> = new Set([
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/ReplicaSet",
  "core/ReplicationController",
  "argoproj.io/Rollout",
]);

/** What an autoscaler scales and between which bounds. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number | undefined;
  readonly minimumPath: string;
  readonly maximumPath: string;
}

/** The group of an API version: "apps" of "apps/v1", "core" of "v1". */
function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "core";
}

/** How an index of a stack names an object: namespace, group, kind and name. @throws NotKnown, Malformed */
export function addressOf(object: KubernetesObject): string {
  return `${namespaceOf(object)}/${object.groupKind}/${nameOf(object)}`;
}

/** The address of an autoscaler's target, and its group and kind. @throws NotKnown, Malformed */
export function targetOf(autoscaler: KubernetesObject): { address: string; groupKind: string } {
  const target = autoscaler.body.at("spec.scaleTargetRef");
  // KEDA takes a Deployment for granted (KEDA docs, "ScaledObject specification"); the API server takes nothing.
  const keda = autoscaler.group === "keda.sh";
  const kind = target.get("kind").string() ?? (keda ? "Deployment" : "");
  const apiVersion = target.get("apiVersion").string() ?? (keda ? "apps/v1" : "v1");
  const name = target.get("name").string() ?? "";
  const groupKind = `${groupOf(apiVersion)}/${kind}`;
  return { address: `${namespaceOf(autoscaler)}/${groupKind}/${name}`, groupKind };
}

/**
 * The bounds of an autoscaler with their defaults: at least 1 replica for a HorizontalPodAutoscaler (Kubernetes API
 * reference), 0 to 100 for a ScaledObject (KEDA docs, "ScaledObject specification").
 *
 * @throws NotKnown, Malformed
 */
export function boundsOf(autoscaler: KubernetesObject): Bounds {
  const keda = autoscaler.group === "keda.sh";
  const minimum = autoscaler.body.at(keda ? "spec.minReplicaCount" : "spec.minReplicas");
  const maximum = autoscaler.body.at(keda ? "spec.maxReplicaCount" : "spec.maxReplicas");
  return {
    minimum: minimum.number() ?? (keda ? 0 : 1),
    maximum: maximum.number() ?? (keda ? 100 : undefined),
    minimumPath: minimum.path,
    maximumPath: maximum.path,
  };
}
