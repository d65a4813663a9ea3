import { z } from "zod";
import type { Tier } from "../shared/tiers.ts";
import { checkVelero } from "./configRules.ts";
import {
  NODE_AGENT_MODES,
  type NodeAgentMode,
  OBJECT_LOCK_MODES,
  type ScheduleConfig,
  type VeleroConfig,
} from "./configTypes.ts";
import { recoveryTargetsSchema } from "./recoveryTargets.ts";
import { restoreFromFields } from "./restoreFromConfig.ts";
import { defaultSchedules, namespaceName, resolveSchedule, schedulesFields } from "./schedulesConfig.ts";

export { crossProblems, type Surroundings } from "./crossProblems.ts";
export type { ScheduleConfig, VeleroConfig } from "./configTypes.ts";
export { type RecoveryClass, type RecoveryTarget, RECOVERY_CLASSES } from "./recoveryTargets.ts";

const days = z.int().min(1, "allowed is 1 day or more");

const fields = z.strictObject({
  /** Whether there are backups at all. Default: true in prod, false elsewhere. */
  enabled: z.boolean().optional(),
  /** What is backed up and when, by name; replaces the defaults as a whole. Default: daily-backup of the applications, monitoring and argocd, as far as the stack makes them or declares them foreign; cluster-configuration; and in prod hourly-stateful of the applications and monitoring. */
  schedules: schedulesFields.optional(),
  /** Namespaces that schedules may name although this stack does not make them, such as argocd. They must be there: Velero ends a backup of one that is not PartiallyFailed. Default: none. */
  foreignNamespaces: z.array(namespaceName).optional(),
  /** How fast what must be back, and how much of it may be lost. Drills measure against it. */
  recoveryTargets: recoveryTargetsSchema,
  /** Agents on every node: none, for moving snapshots into the bucket, or also for file-system backups (which opens the nodes' pod directories to them). Default: what the schedules need; with restoreFrom, data-movement. */
  nodeAgent: z.enum(NODE_AGENT_MODES).optional(),
  /**
   * Last part of the buckets' names, eight hexadecimal digits of your own (`openssl rand -hex 4`). It cannot be changed
   * later: another would be other buckets. Default: a digest of account, region and cluster name.
   */
  bucketSuffix: z
    .string("allowed are eight hexadecimal digits in quotes")
    .regex(/^[0-9a-f]{8}$/, "allowed are eight hexadecimal digits, from `openssl rand -hex 4` for instance")
    .optional(),
  /** How long things stay in the buckets beyond the backups' own ttl. */
  retention: z
    .strictObject({
      /** Days an overwritten or deleted version is kept. Default: 30 in prod, 7 elsewhere. */
      noncurrentVersionDays: days.optional(),
      /** Days until the parts of an unfinished upload go. Default: 7. */
      incompleteUploadDays: days.default(7),
      /** Days access logs of the bucket are kept. Default: 365 in prod, 30 elsewhere. */
      accessLogDays: days.optional(),
    })
    .prefault({}),
  /** Makes backups undeletable for a time. It cannot be taken back for what is stored already. Default: off. */
  objectLock: z
    .strictObject({
      /** `governance` can be overridden with a special permission, `compliance` by nobody, not even the account's root. */
      mode: z.enum(OBJECT_LOCK_MODES),
      /** Days from its upload that a version cannot be deleted. */
      days: days,
    })
    .optional(),
  /** A warm standby: a second bucket, in another region and where wanted another account, that backups are copied to. Default: none. */
  replication: z
    .strictObject({
      /** Region of the standby; not the stack's own. */
      region: z.string().regex(/^(?!us-iso)[a-z]{2}(-gov)?-[a-z]+-\d$/, "allowed is a region such as eu-west-1"),
      /** Account of the standby. Default: the stack's own. */
      account: z
        .strictObject({
          /** Its id. */
          id: z
            .string("allowed is a quoted account id; without quotes YAML drops leading zeros")
            .regex(/^\d{12}$/, "allowed is an account id of 12 digits"),
          /** Role in it that this stack's deployer may assume, and that may make the bucket and its key. */
          roleArn: z
            .string()
            .regex(/^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@/-]+$/, "allowed is the ARN of an IAM role"),
        })
        .optional(),
    })
    .optional(),
  /** Backups of another cluster to restore from, read-only; there are none of its own then. Allowed in tier drill. Default: none. */
  restoreFrom: restoreFromFields.optional(),
});

/**
 * Schema of a stack's `velero`, by tier. Every rule speaks, also when other fields are wrong; messages say what is
 * allowed, and leave the path and the value found to the caller.
 *
 * @param made namespaces that the stack makes for applications and monitoring, which the default schedules take in
 */
export const veleroSchema = (tier: Tier, made: readonly string[] = ["myapp", "monitoring"]) =>
  fields
    .superRefine(
      (found, context) => {
        checkVelero(found, tier, (path, message) => {
          context.addIssue({ code: "custom", path, message });
        });
      },
      { when: () => true },
    )
    .transform((found): VeleroConfig => resolve(found, tier, made));

function resolve(found: z.output<typeof fields>, tier: Tier, made: readonly string[]): VeleroConfig {
  const foreignNamespaces = found.foreignNamespaces ?? [];
  const { replication, objectLock, retention, recoveryTargets, restoreFrom } = found;
  const schedules = Object.fromEntries(
    Object.entries(found.schedules ?? (restoreFrom ? {} : defaultSchedules(tier, made, foreignNamespaces))).map(
      ([name, schedule]) => [name, resolveSchedule(schedule, replication !== undefined)],
    ),
  );
  return {
    enabled: found.enabled ?? tier === "prod",
    schedules,
    foreignNamespaces,
    recoveryTargets,
    // Whether the other cluster's backups hold data that was moved only shows in them, and agents bring it back.
    nodeAgent: found.nodeAgent ?? (restoreFrom ? "data-movement" : neededNodeAgent(Object.values(schedules))),
    retention: {
      noncurrentVersionDays: retention.noncurrentVersionDays ?? (tier === "prod" ? 30 : 7),
      incompleteUploadDays: retention.incompleteUploadDays,
      accessLogDays: retention.accessLogDays ?? (tier === "prod" ? 365 : 30),
    },
    ...(found.bucketSuffix !== undefined && { bucketSuffix: found.bucketSuffix }),
    ...(objectLock && { objectLock }),
    ...(restoreFrom && { restoreFrom }),
    ...(replication && {
      replication: { region: replication.region, ...(replication.account && { account: replication.account }) },
    }),
  };
}

function neededNodeAgent(schedules: readonly ScheduleConfig[]): NodeAgentMode {
  const ofNamespaces = schedules.filter((schedule) => schedule.kind === "namespaces");
  if (ofNamespaces.some(({ fileSystemBackup }) => fileSystemBackup)) return "file-system";
  return ofNamespaces.some(({ moveData }) => moveData) ? "data-movement" : "none";
}
