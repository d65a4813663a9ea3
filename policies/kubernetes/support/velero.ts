import { CronError, longestGapOf } from "./cron.ts";
import { parseDuration } from "./duration.ts";
import { Malformed } from "./findings.ts";
import type { Findings } from "./findings.ts";
import { chartOf, RELEASE_KINDS } from "./helm.ts";
import type { KubernetesObject } from "./objects.ts";
import type { Value } from "./value.ts";

/** The kinds that hold Velero's schedules, and its locations: its own, and releases of its chart. */
export const SCHEDULE_KINDS: ReadonlySet<string> = new Set(["velero.io/Schedule", ...RELEASE_KINDS]);
export const LOCATION_KINDS: ReadonlySet<string> = new Set(["velero.io/BackupStorageLocation", ...RELEASE_KINDS]);

/**
 * Runs `visit` on the spec of every schedule of an object, each in a check of its own: a Schedule's own, or those in the
 * values of Velero's chart that are not disabled (chart velero 12.1, `schedules`).
 */
export function eachSchedule(object: KubernetesObject, findings: Findings, visit: (spec: Value) => void): void {
  findings.check(() => {
    if (!RELEASE_KINDS.has(object.groupKind)) {
      visit(object.body.get("spec"));
      return;
    }
    if (chartOf(object) !== "velero") return;
    for (const [, schedule] of object.body.at("values.schedules").entries()) {
      findings.check(() => {
        if (!schedule.get("disabled").truthy()) visit(schedule);
      });
    }
  });
}

/**
 * Runs `visit` on every backup storage location of an object, each in a check of its own: a BackupStorageLocation's
 * spec, or those in the values of Velero's chart while backups are on (chart velero 12.1, `configuration`).
 */
export function eachLocation(object: KubernetesObject, findings: Findings, visit: (location: Value) => void): void {
  findings.check(() => {
    if (!RELEASE_KINDS.has(object.groupKind)) {
      visit(object.body.get("spec"));
      return;
    }
    const values = object.body.get("values");
    const backups = values.get("backupsEnabled");
    if (chartOf(object) !== "velero" || (backups.present() && !backups.truthy())) return;
    for (const location of values.at("configuration.backupStorageLocation").list()) {
      findings.check(() => {
        visit(location);
      });
    }
  });
}

/** How often a schedule fires. */
export interface Rhythm {
  readonly text: string;
  /** The longest time between two firings, in seconds; undefined when it never fires twice. */
  readonly gap: number | undefined;
}

/** The schedule at a value. @throws NotKnown, and Malformed when there is none that Velero takes */
export function readRhythm(schedule: Value): Rhythm {
  const text = schedule.string();
  if (text === undefined || text.trim() === "") {
    throw new Malformed(`${schedule.path} is not set; give a cron schedule of five fields`);
  }
  const every = /^@every (.+)$/.exec(text.trim())?.[1];
  if (every !== undefined) {
    const gap = parseDuration(every);
    if (gap !== undefined && gap >= 1) return { text, gap };
    throw new Malformed(`${schedule.path} is "${text}": "${every}" is not a duration of a second or more`);
  }
  try {
    return { text, gap: longestGapOf(text) };
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    throw new Malformed(`${schedule.path} is "${text}": ${error.message}`);
  }
}
