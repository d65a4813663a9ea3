import { z } from "zod";
import type { Tier } from "../shared/tiers.ts";
import type { ScheduleConfig } from "./configTypes.ts";
import { TTL_PATTERN } from "./durations.ts";
import { RECOVERY_CLASSES } from "./recoveryTargets.ts";

/** Velero appends "-" and 14 digits to name backups, and those names become label values of at most 63 characters. */
const SCHEDULE_NAME_MAX = 48;

/** Source: Kubernetes documentation, "Object Names and IDs", RFC 1123 label names. */
export const namespaceName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "allowed is the name of one namespace: up to 63 lower-case letters, digits and hyphens",
  );

const resourceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/,
    'allowed is a kind\'s plural with its group, for instance "nodepools.karpenter.sh", or "events"',
  );

/** Fields of a schedule. `namespaces` and `clusterResources` exclude each other, and one of them is needed. */
export const scheduleFields = z.strictObject({
  /** When, in cron's five fields and UTC. */
  schedule: z.string(),
  /** How long each backup is kept: hours, minutes or both, longer than the time to the next backup. */
  ttl: z.string().regex(TTL_PATTERN, 'allowed are hours, minutes or both, for instance "720h"'),
  /** Which recovery target its restores are measured against. */
  recoveryClass: z.enum(RECOVERY_CLASSES),
  /** Whether no backups are made for now. Default: false. */
  paused: z.boolean().default(false),
  /** Namespaces to back up, with everything in them. Each is made by this stack or declared in foreignNamespaces. */
  namespaces: z.array(namespaceName).min(1, "allowed are one or more namespaces").optional(),
  /** Kinds in the namespaces that are left out. Default: events. */
  excludedResources: z.array(resourceName).optional(),
  /** Whether volumes are snapshotted. Default: true. */
  snapshots: z.boolean().optional(),
  /** Whether the snapshots' data is copied into the bucket by the node agents. Default: true with replication, false without. */
  moveData: z.boolean().optional(),
  /** Whether volumes are backed up file by file by the node agents instead. Default: false. */
  fileSystemBackup: z.boolean().optional(),
  /** Kinds that live in no namespace to back up, and nothing else. */
  clusterResources: z.array(resourceName).min(1, "allowed are one or more kinds").optional(),
});

/** Schema of `schedules`: a map from name to schedule. */
export const schedulesFields = z.record(
  z
    .string()
    .regex(
      /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
      "allowed are lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
    )
    .max(SCHEDULE_NAME_MAX, `allowed are at most ${SCHEDULE_NAME_MAX} characters`),
  scheduleFields,
);

/** A schedule as a stack file writes it. */
export type RawSchedule = z.output<typeof scheduleFields>;

/** Events tell of the past and are recreated by the thousand; both of the groups that serve them. */
export const DEFAULT_EXCLUDED_RESOURCES = ["events", "events.events.k8s.io"] as const;

/**
 * Configuration of the cluster that lives in no namespace: what Karpenter makes nodes by, what volumes are made by, who
 * may do what, and the definitions that everything else is stored by.
 */
export const CLUSTER_CONFIGURATION = [
  "nodepools.karpenter.sh",
  "ec2nodeclasses.karpenter.k8s.aws",
  "customresourcedefinitions.apiextensions.k8s.io",
  "storageclasses.storage.k8s.io",
  "volumesnapshotclasses.snapshot.storage.k8s.io",
  "priorityclasses.scheduling.k8s.io",
  "ingressclasses.networking.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "clusteranalysistemplates.argoproj.io",
] as const;

/** Namespaces that are worth a backup wherever they are: made by this stack, or declared in foreignNamespaces. */
const WORTH_A_BACKUP = ["monitoring", "argocd"];

const DAILY = {
  schedule: "0 2 * * *",
  ttl: "720h",
  recoveryClass: "stateless",
  paused: false,
} as const;
const CONFIGURATION: RawSchedule = {
  schedule: "40 1 * * *",
  ttl: "720h",
  recoveryClass: "nodes",
  paused: false,
  clusterResources: [...CLUSTER_CONFIGURATION],
};
/** Off the full hour, when everything else runs; Velero makes one backup at a time. */
const HOURLY = {
  schedule: "20 * * * *",
  ttl: "72h",
  recoveryClass: "stateful",
  paused: false,
} as const;

/**
 * The schedules of a stack that gives none: daily everywhere, in prod also hourly for what keeps state. They name only
 * namespaces that are there: over any other Velero ends each backup PartiallyFailed (since 1.14.1), and without any it
 * would back up everything.
 *
 * @param made namespaces that this stack makes for its applications and its monitoring
 * @param foreign namespaces that something else makes, by the stack's word
 */
export function defaultSchedules(
  tier: Tier,
  made: readonly string[],
  foreign: readonly string[] = [],
): Readonly<Record<string, RawSchedule>> {
  const daily = [...new Set([...made, ...foreign.filter((namespace) => WORTH_A_BACKUP.includes(namespace))])];
  return {
    ...(daily.length > 0 && { "daily-backup": { ...DAILY, namespaces: daily } }),
    "cluster-configuration": CONFIGURATION,
    ...(tier === "prod" && made.length > 0 && { "hourly-stateful": { ...HOURLY, namespaces: [...made] } }),
  };
}

/** Fills in what a schedule leaves out. @param replicated whether backups are copied to another region */
export function resolveSchedule(raw: RawSchedule, replicated: boolean): ScheduleConfig {
  const { schedule, ttl, recoveryClass, paused } = raw;
  const common = { schedule, ttl, recoveryClass, paused };
  if (raw.clusterResources) return { ...common, kind: "cluster", clusterResources: raw.clusterResources };
  const fileSystemBackup = raw.fileSystemBackup ?? false;
  const snapshots = raw.snapshots ?? !fileSystemBackup;
  return {
    ...common,
    kind: "namespaces",
    namespaces: raw.namespaces ?? [],
    excludedResources: raw.excludedResources ?? DEFAULT_EXCLUDED_RESOURCES,
    snapshots,
    moveData: raw.moveData ?? (replicated && snapshots),
    fileSystemBackup,
  };
}
