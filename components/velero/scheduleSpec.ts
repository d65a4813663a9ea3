import { LOCATION_NAME } from "./args.ts";
import type { ScheduleConfig } from "./configTypes.ts";
import { goDuration, ttlMinutes } from "./durations.ts";
import type { BackupSpec, ScheduleSpec } from "./types.ts";

/** The Schedule of a configured schedule. Backups outlive it: taking it out of the stack file deletes none. */
export function scheduleSpec(config: ScheduleConfig): ScheduleSpec {
  return {
    schedule: config.schedule,
    paused: config.paused,
    skipImmediately: false,
    useOwnerReferencesInBackup: false,
    template: backupSpec(config),
  };
}

/**
 * What each backup takes. Kinds are filtered by scope throughout, since Velero refuses a mixture of that and the older
 * filters. Volumes of the namespaces' claims come along by themselves.
 * Source: Velero 1.18 documentation, "Resource filtering".
 */
function backupSpec(config: ScheduleConfig): BackupSpec {
  const kept = { ttl: goDuration(ttlMinutes(config.ttl)), storageLocation: LOCATION_NAME };
  if (config.kind === "cluster") {
    return {
      ...kept,
      includedClusterScopedResources: config.clusterResources,
      excludedNamespaceScopedResources: ["*"],
      snapshotVolumes: false,
    };
  }
  return {
    ...kept,
    volumeSnapshotLocations: [LOCATION_NAME],
    includedNamespaces: config.namespaces,
    excludedNamespaceScopedResources: config.excludedResources,
    snapshotVolumes: config.snapshots,
    snapshotMoveData: config.moveData,
    defaultVolumesToFsBackup: config.fileSystemBackup,
  };
}
