import { RESTORE_DRILL_RECORD, VELERO_NAMESPACE } from "../names.ts";
import type { RuleContext, RuleGroup, WatchedSchedule } from "./types.ts";

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** Hours a backup may take beyond its schedule's period. */
const SLACK_HOURS = 1;

/** When the platform's backups began: what age is counted from until there is a first success. */
const BEGINNING = `max(kube_namespace_created{namespace="${VELERO_NAMESPACE}"})`;

/** Rules about backups and about whether they have been restored. */
export function veleroRules({ thresholds, backups = [] }: RuleContext): RuleGroup {
  return {
    subject: "velero",
    recordings: [
      {
        record: "velero:restore_drill_age_seconds",
        expr: `time() - (max(kube_configmap_created{namespace="${VELERO_NAMESPACE}",configmap="${RESTORE_DRILL_RECORD}"}) or ${BEGINNING})`,
      },
    ],
    alerts: [
      ...(backups.length === 0 ? [] : [noRecentBackup(backups, thresholds.backupAgeHours)]),
      {
        alert: "VeleroBackupFailed",
        expr: 'sum by (schedule) (increase(velero_backup_failure_total{schedule!=""}[2h]) + increase(velero_backup_validation_failure_total{schedule!=""}[2h])) > 0',
        for: "1m",
        severity: "critical",
        summary: "A backup of the schedule {{ $labels.schedule }} failed.",
        runbook: "backup-failing",
      },
      {
        alert: "VeleroBackupPartiallyFailed",
        expr: 'sum by (schedule) (increase(velero_backup_partial_failure_total{schedule!=""}[2h])) > 0',
        for: "1m",
        severity: "warning",
        summary: "A backup of the schedule {{ $labels.schedule }} lacks some of what it should have.",
        runbook: "backup-failing",
      },
      {
        alert: "VeleroLocationUnavailable",
        expr: "max by (backup_location_name) (velero_backup_location_status_gauge) == 0",
        for: "15m",
        severity: "critical",
        summary:
          "Velero cannot reach the backup storage location {{ $labels.backup_location_name }}: backups and restores fail.",
        runbook: "backup-location-unavailable",
      },
      {
        alert: "RestoreDrillOverdue",
        expr: `velero:restore_drill_age_seconds > ${thresholds.restoreDrillDays * DAY_SECONDS}`,
        for: "1h",
        severity: "warning",
        summary: `No backup has been restored on trial for {{ $value | humanizeDuration }}; every ${thresholds.restoreDrillDays} days is the rule.`,
        runbook: "restore-drill-overdue",
      },
    ],
  };
}

function noRecentBackup(backups: readonly WatchedSchedule[], ageHours: number) {
  return {
    alert: "VeleroNoRecentBackup",
    expr: backups.map((schedule) => tooOld(schedule, ageHours)).join(" or "),
    for: "30m",
    severity: "critical",
    summary:
      "There has been no successful backup of the schedule {{ $labels.schedule }} for {{ $value | humanizeDuration }}.",
    runbook: "backup-failing",
  } as const;
}

function tooOld({ name, longestPeriodHours }: WatchedSchedule, ageHours: number): string {
  const limit = Math.max(ageHours, longestPeriodHours + SLACK_HOURS) * HOUR_SECONDS;
  const last = `max by (schedule) (velero_backup_last_successful_timestamp{schedule="${name}"})`;
  return `(time() - (${last} or label_replace(${BEGINNING}, "schedule", "${name}", "", "")) > ${limit})`;
}
