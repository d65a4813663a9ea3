import { z } from "zod";
import { UsageError } from "../../cli/usageError.ts";
import { readObject } from "../model/parse.ts";
import type { ManifestObject } from "../model/yaml.ts";
import { podSchema } from "./podSchema.ts";
import { type PodShape, shapeOf } from "./shape.ts";

/** Pods of one template. */
export interface Workload {
  readonly kind: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly pods: number;
  readonly shape: PodShape;
}

/** What a file of pods holds. */
export interface PodFile {
  readonly workloads: readonly Workload[];
  /** Pods that every node they suit gets one of: they take room on each. */
  readonly daemons: readonly Workload[];
  /** What of it is not taken into account, in sentences. */
  readonly notes: readonly string[];
}

/** More would take minutes, and say no more than a tenth of them would. */
export const MAX_PODS = 5000;
/** Kubernetes gives pods none of these places by name, but the nodes have to be there. */
const DEFAULT_NAMESPACE = "default";

const countSchema = z.int().nonnegative().optional();
const metadataSchema = z.object({ name: z.string().optional(), namespace: z.string().optional() }).prefault({});
const templated = z.object({
  metadata: metadataSchema,
  spec: z.object({ replicas: countSchema, parallelism: countSchema, completions: countSchema, template: podSchema }),
});
const cron = z.object({
  metadata: metadataSchema,
  spec: z.object({ jobTemplate: z.object({ spec: templated.shape.spec }) }),
});
const bare = podSchema.extend({
  metadata: metadataSchema
    .unwrap()
    .extend({ labels: z.record(z.string(), z.string()).default({}) })
    .prefault({}),
});

const TEMPLATED = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout", "Job", "DaemonSet"];

/**
 * The pods that Kubernetes objects ask for: Pods, and what has a template of them. A Job counts the pods it runs at a
 * time, a CronJob one run of its Job.
 *
 * @throws UsageError when an object cannot be read, there is no pod at all, or there are more than {@link MAX_PODS}
 */
export function readPods(objects: readonly ManifestObject[], path: string): PodFile {
  const read = objects.flatMap((object): { workload: Workload; notes: readonly string[] }[] => {
    const found = workloadOf(object);
    return found ? [found] : [];
  });
  const workloads = read.map(({ workload }) => workload);
  if (workloads.length === 0) {
    throw new UsageError(
      `--pods ${path}: there is no pod in it. It needs Pods, or objects with a template of them: ${TEMPLATED.join(", ")}, CronJob.`,
    );
  }
  const total = workloads.reduce((sum, { pods }) => sum + pods, 0);
  if (total > MAX_PODS) throw new UsageError(`--pods ${path}: ${total} pods; the simulation takes up to ${MAX_PODS}.`);
  const skipped = new Map<string, number>();
  for (const { kind } of objects) {
    if (kind === "Pod" || kind === "CronJob" || TEMPLATED.includes(kind)) continue;
    skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
  }
  const others = [...skipped].map(([kind, number]) => `${number} ${kind}`).sort();
  return {
    workloads: workloads.filter(({ kind }) => kind !== "DaemonSet"),
    daemons: workloads.filter(({ kind }) => kind === "DaemonSet"),
    notes: [
      ...read.flatMap(({ notes }) => notes),
      ...(others.length > 0 ? [`Objects that make no pods themselves are passed over: ${others.join(", ")}.`] : []),
    ],
  };
}

function workloadOf({
  kind,
  name,
  origin,
  content,
}: ManifestObject): { workload: Workload; notes: readonly string[] } | undefined {
  if (kind === "Pod") {
    const pod = readObject(bare, content, origin);
    return named(kind, name, pod.metadata.namespace, 1, pod);
  }
  if (kind === "CronJob") {
    const { metadata, spec } = readObject(cron, content, origin);
    return named(kind, name, metadata.namespace, atOnce(spec.jobTemplate.spec), spec.jobTemplate.spec.template);
  }
  if (!TEMPLATED.includes(kind)) return undefined;
  const spec = content.spec;
  if (kind === "Rollout" && typeof spec === "object" && spec !== null && "workloadRef" in spec) {
    throw new UsageError(
      `${origin} takes its pods from another object (workloadRef): give that object instead, with the Rollout's replicas.`,
    );
  }
  const object = readObject(templated, content, origin);
  const pods = kind === "Job" ? atOnce(object.spec) : kind === "DaemonSet" ? 0 : (object.spec.replicas ?? 1);
  return named(kind, name, object.metadata.namespace, pods, object.spec.template);
}

function atOnce({
  parallelism = 1,
  completions,
}: {
  parallelism?: number | undefined;
  completions?: number | undefined;
}): number {
  return completions === undefined ? parallelism : Math.min(parallelism, completions);
}

function named(
  kind: string,
  name: string,
  namespace: string | undefined,
  pods: number,
  pod: z.infer<typeof podSchema>,
): { workload: Workload; notes: readonly string[] } {
  const where = namespace ?? DEFAULT_NAMESPACE;
  const workload = { kind, name: `${where}/${name || "unnamed"}`, pods, shape: shapeOf(pod, where) };
  const { volumes, resourceClaims } = pod.spec;
  return {
    workload,
    notes: [
      ...(volumes.some((volume) => "persistentVolumeClaim" in volume || "ephemeral" in volume)
        ? [`${kind} ${workload.name}: the zones of its volumes are not taken into account.`]
        : []),
      ...(resourceClaims.length > 0
        ? [`${kind} ${workload.name}: its resource claims are not taken into account.`]
        : []),
    ],
  };
}
