import type { RecoveryClass, RecoveryTargets } from "./recoveryTargets.ts";

/** What the node agents are for. `data-movement` needs no access to the nodes' own files, `file-system` does. */
export const NODE_AGENT_MODES = ["none", "data-movement", "file-system"] as const;
export type NodeAgentMode = (typeof NODE_AGENT_MODES)[number];

/** S3's modes: in `governance` those with a special permission may delete all the same, in `compliance` nobody may. */
export const OBJECT_LOCK_MODES = ["governance", "compliance"] as const;
export type ObjectLockMode = (typeof OBJECT_LOCK_MODES)[number];

/** A stack's `velero`, checked and with its defaults filled in. */
export interface VeleroConfig {
  /** Whether there are backups at all. Default: true in prod, false elsewhere. */
  readonly enabled: boolean;
  /** What is backed up and when. By name, which is also the name of the Schedule and the value of the `schedule` label of Velero's metrics. */
  readonly schedules: Readonly<Record<string, ScheduleConfig>>;
  /** Namespaces that schedules may name although this stack does not make them. They must be there. Default: none. */
  readonly foreignNamespaces: readonly string[];
  /** What drills measure restores against. */
  readonly recoveryTargets: RecoveryTargets;
  /** Default: what the schedules need; with restoreFrom, data-movement. */
  readonly nodeAgent: NodeAgentMode;
  readonly retention: RetentionConfig;
  /** Last part of the buckets' names, eight hexadecimal digits, where the stack fixes it. Default: derived from where the cluster is. */
  readonly bucketSuffix?: string;
  /** Default: what is stored can be deleted. */
  readonly objectLock?: ObjectLockConfig;
  /** Default: backups are in one place only. */
  readonly replication?: ReplicationConfig;
  /** Backups of another cluster that are read, and never written, instead of making any. Default: none. */
  readonly restoreFrom?: RestoreSource;
}

/** A schedule of namespaces with everything in them, or of kinds that live in no namespace. */
export type ScheduleConfig = NamespaceSchedule | ClusterSchedule;

interface AnySchedule {
  /** Cron, five fields, UTC. */
  readonly schedule: string;
  /** How long each backup is kept, in hours and minutes: `720h`. */
  readonly ttl: string;
  /** What restores of it are measured against. */
  readonly recoveryClass: RecoveryClass;
  /** Whether no backups are made for now. Default: false. */
  readonly paused: boolean;
}

/** Backups of namespaces with everything in them. */
export interface NamespaceSchedule extends AnySchedule {
  readonly kind: "namespaces";
  /** Names of the namespaces, one or more. */
  readonly namespaces: readonly string[];
  /** Kinds in those namespaces that are left out. Default: events. */
  readonly excludedResources: readonly string[];
  /** Whether volumes are snapshotted. Default: true, unless fileSystemBackup is. */
  readonly snapshots: boolean;
  /** Whether the snapshots' data is copied into the bucket, where they survive the region. Default: true with replication. */
  readonly moveData: boolean;
  /** Whether volumes are backed up file by file instead, which takes storage without snapshots too. Default: false. */
  readonly fileSystemBackup: boolean;
}

/** Backups of what lives in no namespace. */
export interface ClusterSchedule extends AnySchedule {
  readonly kind: "cluster";
  /** Kinds as `plural.group`: `nodepools.karpenter.sh`. */
  readonly clusterResources: readonly string[];
}

/** How long things stay in the buckets, in days. */
export interface RetentionConfig {
  /** Overwritten and deleted versions. Default: 30 in prod, 7 elsewhere. */
  readonly noncurrentVersionDays: number;
  /** Parts of uploads that were never finished. Default: 7. */
  readonly incompleteUploadDays: number;
  /** Records of who accessed the backups. Default: 365 in prod, 30 elsewhere. */
  readonly accessLogDays: number;
}

/** Backups cannot be deleted or overwritten for so long. */
export interface ObjectLockConfig {
  readonly mode: ObjectLockMode;
  /** Days from the upload of a version. */
  readonly days: number;
}

/** Where the backups of another cluster are. */
export interface RestoreSource {
  /** Name of their bucket, in the stack's own account. */
  readonly bucket: string;
  /** ARN of the bucket's key. */
  readonly keyArn: string;
  /** Region of bucket and key. */
  readonly region: string;
  /** The cluster they are of, whose name its snapshots carry. */
  readonly clusterName: string;
}

/** A second bucket that everything is copied to. */
export interface ReplicationConfig {
  /** Region of that bucket, not the stack's own. */
  readonly region: string;
  /** Another account, and the role in it that deploys the bucket; absent for this one. */
  readonly account?: { readonly id: string; readonly roleArn: string };
}
