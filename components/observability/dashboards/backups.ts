import type { DashboardSpec } from "./dashboard.ts";
import { figure, graph, table } from "./panels.ts";

const DAY = 24 * 60 * 60;

/** How a counter of backups or restores grew in a day; 0 where it has never counted. */
function inADay(counter: string): string {
  return `sum(increase(${counter}[1d])) or vector(0)`;
}

/** The same by schedule. */
function inADayBySchedule(counter: string): string {
  return `sum by (schedule) (increase(${counter}{schedule=~"$schedule"}[1d]))`;
}

/** Backups: are there any, are they whole, and has anybody restored one. */
export const BACKUPS_DASHBOARD: DashboardSpec = {
  uid: "eks-platform-backups",
  title: "Backups and drills",
  description: "Whether backups are made, where they lie, and whether they have been restored: drills are restores.",
  from: "now-7d",
  // Backups and restores that no schedule made have none.
  variables: { schedule: { query: "label_values(velero_backup_last_successful_timestamp, schedule)", all: ".*" } },
  rows: [
    {
      title: "Now",
      panels: [
        figure({
          title: "Age of the oldest schedule's last backup",
          description: "Time since the last success of the schedule that succeeded longest ago.",
          unit: "s",
          span: 6,
          limits: { warning: DAY, critical: 25 * 60 * 60 },
          queries: [
            {
              expr: 'time() - min(max by (schedule) (velero_backup_last_successful_timestamp{schedule=~"$schedule",schedule!=""}))',
              legend: "age",
            },
          ],
        }),
        figure({
          title: "Backups that failed in a day",
          description: "Backups that failed as a whole or in part.",
          unit: "short",
          span: 6,
          limits: { warning: 1, critical: 3 },
          queries: [
            { expr: inADay("velero_backup_failure_total"), legend: "failed" },
            { expr: inADay("velero_backup_partial_failure_total"), legend: "failed in part" },
          ],
        }),
        figure({
          title: "Locations available",
          description: "Share of the backup storage locations that Velero can reach.",
          unit: "percentunit",
          span: 6,
          queries: [
            { expr: "avg(max by (backup_location_name) (velero_backup_location_status_gauge))", legend: "available" },
          ],
        }),
        figure({
          title: "Age of the last drill",
          description: "Time since a restore drill last succeeded; before the first, since backups began.",
          unit: "s",
          span: 6,
          queries: [{ expr: "velero:restore_drill_age_seconds", legend: "age" }],
        }),
      ],
    },
    {
      title: "Backups",
      panels: [
        table({
          title: "Last result by schedule",
          description: "1: the last backup succeeded. 0: it did not.",
          unit: "short",
          span: 12,
          expr: 'min by (schedule) (velero_backup_last_status{schedule=~"$schedule",schedule!=""})',
        }),
        graph({
          title: "Age of the last backup by schedule",
          description: "A saw: each success takes it to 0. What it climbs to is how much could be lost.",
          unit: "s",
          queries: [
            {
              expr: 'time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule=~"$schedule",schedule!=""})',
              legend: "{{schedule}}",
            },
          ],
        }),
        graph({
          title: "Backups by result",
          description: "Over the day before each point.",
          unit: "short",
          queries: [
            { expr: inADayBySchedule("velero_backup_success_total"), legend: "{{schedule}}: succeeded" },
            { expr: inADayBySchedule("velero_backup_partial_failure_total"), legend: "{{schedule}}: in part" },
            { expr: inADayBySchedule("velero_backup_failure_total"), legend: "{{schedule}}: failed" },
            { expr: inADayBySchedule("velero_backup_validation_failure_total"), legend: "{{schedule}}: invalid" },
          ],
        }),
        graph({
          title: "Time a backup takes",
          description: "95th percentile over a day, by schedule.",
          unit: "s",
          queries: [
            {
              expr: 'histogram_quantile(0.95, sum by (le, schedule) (rate(velero_backup_duration_seconds_bucket{schedule=~"$schedule"}[1d])))',
              legend: "{{schedule}}",
            },
          ],
        }),
        graph({
          title: "Size of a backup",
          description: "Bytes of the objects' archive, without the volumes.",
          unit: "bytes",
          queries: [
            {
              expr: 'max by (schedule) (velero_backup_tarball_size_bytes{schedule=~"$schedule"})',
              legend: "{{schedule}}",
            },
          ],
        }),
        graph({
          title: "Volume snapshots that failed",
          description:
            "Snapshots through the CSI driver and through Velero's own plugin, over the day before each point.",
          unit: "short",
          queries: [
            { expr: inADayBySchedule("velero_csi_snapshot_failure_total"), legend: "{{schedule}}: CSI" },
            { expr: inADayBySchedule("velero_volume_snapshot_failure_total"), legend: "{{schedule}}: plugin" },
          ],
        }),
      ],
    },
    {
      title: "Restores and drills",
      panels: [
        graph({
          title: "Restores by result",
          description: "Over the day before each point, by the schedule whose backup was restored.",
          unit: "short",
          queries: [
            { expr: inADayBySchedule("velero_restore_success_total"), legend: "{{schedule}}: succeeded" },
            { expr: inADayBySchedule("velero_restore_partial_failure_total"), legend: "{{schedule}}: in part" },
            { expr: inADayBySchedule("velero_restore_failed_total"), legend: "{{schedule}}: failed" },
            { expr: inADayBySchedule("velero_restore_validation_failed_total"), legend: "{{schedule}}: invalid" },
          ],
        }),
        graph({
          title: "Age of the last drill over time",
          description: "A saw: each drill that succeeds takes it to 0.",
          unit: "s",
          queries: [{ expr: "velero:restore_drill_age_seconds", legend: "age" }],
        }),
      ],
    },
  ],
};
