import type { KubernetesObject } from "./objects.ts";
import type { Value } from "./value.ts";

/** A pod as it is declared, by itself or inside the object that makes it. */
export interface PodTemplate {
  readonly metadata: Value;
  readonly spec: Value;
}

/**
 * Where each kind that makes pods keeps its pod templates; `[]` stands for every element of a list, "" for the object
 * itself. Sources: the Kubernetes API reference; the CRDs of Argo Rollouts v1.9, KEDA 2.20, agent-sandbox v1alpha1, JobSet
 * v1alpha2, LeaderWorkerSet v1, KubeRay v1; the API reference of Knative Serving v1.
 *
 * PodTemplate is here for the warm pools of Karpenter's CapacityBuffer (autoscaling.x-k8s.io/v1beta1), which names one
 * by `spec.podTemplateRef`; SandboxTemplate for SandboxWarmPool, which names one by `spec.sandboxTemplateRef`.
 */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ["core/Pod", [""]],
  ["core/PodTemplate", ["template"]],
  ["core/ReplicationController", ["spec.template"]],
  ["apps/Deployment", ["spec.template"]],
  ["apps/StatefulSet", ["spec.template"]],
  ["apps/DaemonSet", ["spec.template"]],
  ["apps/ReplicaSet", ["spec.template"]],
  ["extensions/Deployment", ["spec.template"]],
  ["extensions/DaemonSet", ["spec.template"]],
  ["extensions/ReplicaSet", ["spec.template"]],
  ["batch/Job", ["spec.template"]],
  ["batch/CronJob", ["spec.jobTemplate.spec.template"]],
  ["argoproj.io/Rollout", ["spec.template"]],
  ["argoproj.io/Experiment", ["spec.templates[].template"]],
  ["argoproj.io/AnalysisTemplate", ["spec.metrics[].provider.job.spec.template"]],
  ["argoproj.io/ClusterAnalysisTemplate", ["spec.metrics[].provider.job.spec.template"]],
  ["keda.sh/ScaledJob", ["spec.jobTargetRef.template"]],
  ["agents.x-k8s.io/Sandbox", ["spec.podTemplate"]],
  ["extensions.agents.x-k8s.io/SandboxTemplate", ["spec.podTemplate"]],
  ["jobset.x-k8s.io/JobSet", ["spec.replicatedJobs[].template.spec.template"]],
  [
    "leaderworkerset.x-k8s.io/LeaderWorkerSet",
    ["spec.leaderWorkerTemplate.leaderTemplate", "spec.leaderWorkerTemplate.workerTemplate"],
  ],
  ["ray.io/RayCluster", ["spec.headGroupSpec.template", "spec.workerGroupSpecs[].template"]],
  ["ray.io/RayJob", ["spec.rayClusterSpec.headGroupSpec.template", "spec.rayClusterSpec.workerGroupSpecs[].template"]],
  [
    "ray.io/RayService",
    ["spec.rayClusterConfig.headGroupSpec.template", "spec.rayClusterConfig.workerGroupSpecs[].template"],
  ],
  ["serving.knative.dev/Service", ["spec.template"]],
]);

/** Every kind that carries a pod template, as "group/Kind". */
export const POD_KINDS: ReadonlySet<string> = new Set(TEMPLATES.keys());

function resolve(value: Value, path: string): Value[] {
  if (path === "") return [value];
  const [first, ...rest] = path.split("[].");
  const found = value.at(first ?? path);
  return rest.length === 0 ? [found] : found.list().flatMap((item) => resolve(item, rest.join("[].")));
}

/**
 * The pod templates an object carries: none for a Rollout with a `workloadRef`, for instance, whose pods the referred
 * Deployment describes.
 *
 * @throws NotKnown, Malformed when a list of templates cannot be read.
 */
export function podTemplates(object: KubernetesObject): PodTemplate[] {
  return (TEMPLATES.get(object.groupKind) ?? [])
    .flatMap((path) => resolve(object.body, path))
    .filter((template) => template.given())
    .map((template) => ({ metadata: template.get("metadata"), spec: template.get("spec") }));
}
