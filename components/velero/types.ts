/** Fields of a `velero.io/v1` Backup's spec that this platform sets. Source: Velero 1.18, CRD `backups.velero.io`. */
export interface BackupSpec {
  readonly ttl: string;
  readonly storageLocation: string;
  readonly volumeSnapshotLocations?: readonly string[];
  readonly includedNamespaces?: readonly string[];
  readonly includedClusterScopedResources?: readonly string[];
  readonly excludedNamespaceScopedResources?: readonly string[];
  readonly snapshotVolumes: boolean;
  readonly snapshotMoveData?: boolean;
  readonly defaultVolumesToFsBackup?: boolean;
}

/** Spec of a `velero.io/v1` Schedule. */
export interface ScheduleSpec {
  /** Cron, five fields, UTC. */
  readonly schedule: string;
  readonly paused: boolean;
  /** Whether to wait for the next time instead of making up for one that was missed. */
  readonly skipImmediately: boolean;
  /** Whether deleting the schedule deletes its backups. */
  readonly useOwnerReferencesInBackup: boolean;
  readonly template: BackupSpec;
}
