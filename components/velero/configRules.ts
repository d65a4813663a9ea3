import { CronError } from "../shared/cron.ts";
import { type Report, reportBelow } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { mapOf, numberOf, textOf, type Untyped } from "../shared/untyped.ts";
import { longestPeriodMinutes } from "./schedulePeriod.ts";
import { inWords, TTL_PATTERN, ttlMinutes } from "./durations.ts";
import { DEFAULT_RECOVERY_TARGETS, RECOVERY_CLASSES } from "./recoveryTargets.ts";
import { checkRestoreFrom } from "./restoreFromConfig.ts";
import { defaultSchedules } from "./schedulesConfig.ts";

/** Keys that only mean something for schedules of namespaces. */
const NAMESPACE_KEYS = ["excludedResources", "snapshots", "moveData", "fileSystemBackup"] as const;

/**
 * The rules between fields, and those of the tier. They run on input that failed the schema too, so that a user learns
 * everything at once; what has the wrong type is the schema's to report.
 */
export function checkVelero(found: unknown, tier: Tier, report: Report): void {
  const velero = mapOf(found);
  const restores = velero.restoreFrom !== undefined;
  const schedules = Object.entries(mapOf(velero.schedules ?? (restores ? {} : defaultSchedules(tier, ["monitoring"]))));
  if (
    velero.schedules !== undefined &&
    schedules.length === 0 &&
    (velero.enabled ?? tier === "prod") !== false &&
    !restores
  ) {
    report(["schedules"], "holds none, and so nothing would be backed up; allowed are one or more schedules");
  }
  for (const [name, schedule] of schedules) {
    checkSchedule(mapOf(schedule), velero, reportBelow(report, "schedules", name));
    checkNodeAgent(name, mapOf(schedule), velero, report);
  }
  if (mapOf(velero.objectLock).mode === "compliance" && tier !== "prod") {
    report(
      ["objectLock", "mode"],
      `allowed in ${tier} is "governance": a bucket under compliance could not be destroyed with its stack`,
    );
  }
  checkAccount(mapOf(mapOf(velero.replication).account), report);
  checkRestoreFrom(velero, tier, report);
}

function checkSchedule(schedule: Untyped, velero: Untyped, report: Report): void {
  checkScope(schedule, report);
  checkVolumes(schedule, report);
  const cron = textOf(schedule.schedule);
  if (cron === undefined) return;
  let period: number;
  try {
    period = longestPeriodMinutes(cron);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    report(["schedule"], error.message);
    return;
  }
  const ttl = textOf(schedule.ttl);
  if (ttl !== undefined && TTL_PATTERN.test(ttl) && ttlMinutes(ttl) <= period) {
    report(
      ["ttl"],
      `allowed is more than ${inWords(period)}, the longest time between two backups; otherwise there would be times without any`,
    );
  }
  const recoveryClass = RECOVERY_CLASSES.find((known) => known === schedule.recoveryClass);
  if (!recoveryClass) return;
  const own = numberOf(mapOf(mapOf(velero.recoveryTargets)[recoveryClass]).pointMinutes);
  const point = own ?? DEFAULT_RECOVERY_TARGETS[recoveryClass].pointMinutes;
  // A point of 0 is met by rebuilding from code, not by backups.
  if (point > 0 && period > point) {
    report(
      ["schedule"],
      `lets up to ${inWords(period)} pass between two backups; allowed for ${recoveryClass} are ${inWords(point)}, its recovery point`,
    );
  }
}

function checkScope(schedule: Untyped, report: Report): void {
  const ofNamespaces = schedule.namespaces !== undefined;
  const ofCluster = schedule.clusterResources !== undefined;
  if (ofNamespaces && ofCluster) {
    report(["clusterResources"], "excludes namespaces: what lives in no namespace has a schedule of its own");
  }
  if (!ofNamespaces && !ofCluster) {
    report([], "needs one of namespaces and clusterResources: what is to be backed up");
  }
  for (const key of ofCluster && !ofNamespaces ? NAMESPACE_KEYS : []) {
    if (schedule[key] !== undefined) report([key], "excludes clusterResources: it is about what lives in namespaces");
  }
  for (const key of ["namespaces", "clusterResources"]) {
    const list: unknown = schedule[key];
    if (Array.isArray(list) && new Set(list).size < list.length) {
      report([key], "names one twice; allowed is each once");
    }
  }
}

function checkVolumes({ snapshots, moveData, fileSystemBackup }: Untyped, report: Report): void {
  if (fileSystemBackup === true && snapshots === true) {
    report(["snapshots"], "excludes fileSystemBackup: a volume is backed up by one of them");
  }
  if (moveData === true && (snapshots === false || fileSystemBackup === true)) {
    report(["moveData"], "moves the data of snapshots; allowed without them is false");
  }
}

/** The node agents may be there without need, but not missing where a schedule counts on them. */
function checkNodeAgent(name: string, schedule: Untyped, velero: Untyped, report: Report): void {
  const { nodeAgent, replication } = velero;
  const { snapshots, moveData, fileSystemBackup, namespaces } = schedule;
  if (nodeAgent === undefined || namespaces === undefined) return;
  if (fileSystemBackup === true) {
    if (nodeAgent !== "file-system") {
      report(
        ["nodeAgent"],
        `allowed is "file-system", for the fileSystemBackup of schedule ${name}, or to leave it out`,
      );
    }
  } else if (nodeAgent === "none" && snapshots !== false && (moveData ?? replication !== undefined) === true) {
    report(
      ["nodeAgent"],
      `allowed is "data-movement", or to leave it out: schedule ${name} moves snapshots into the bucket${moveData === true ? "" : ", which alone is replicated; it need not with moveData false"}`,
    );
  }
}

function checkAccount(account: Untyped, report: Report): void {
  const id = textOf(account.id);
  const roleArn = textOf(account.roleArn);
  if (id === undefined || roleArn === undefined || roleArn.split(":")[4] === id) return;
  report(["replication", "account", "roleArn"], `allowed is a role of account ${id}, which the standby is in`);
}
