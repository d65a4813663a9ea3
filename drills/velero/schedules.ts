import { CronExpressionParser } from "cron-parser";
import { UsageError } from "../../cli/usageError.ts";
import { DrillFailure } from "../common/errors.ts";
import { describeDuration } from "../common/duration.ts";
import { textAt } from "../common/json.ts";
import type { Session } from "../common/session.ts";
import { type KubeObject, veleroCollection } from "../kube/objects.ts";
import { standing } from "./phases.ts";
import { completedAt, startedAt, textsAt } from "./requests.ts";

/** Time a backup that is due has to begin and end before its absence counts. */
const SLACK = 30 * 60_000;
/** Time the moment a schedule names and the start of its backup may differ. */
const SKEW = 60_000;

/**
 * The schedule to drill.
 *
 * @param wanted its name; not needed when there is only one whose backups hold namespaces
 * @throws UsageError when there is no such schedule, or several and none named
 */
export async function chooseSchedule({ client }: Pick<Session, "client">, wanted?: string): Promise<KubeObject> {
  const all = await client.list(veleroCollection("schedules"));
  const fitting = all.filter((schedule) => holdsNamespaces(schedule, "spec", "template"));
  const names = fitting.map(({ metadata }) => metadata.name).join(", ") || "none";
  if (wanted !== undefined) {
    const found = all.find(({ metadata }) => metadata.name === wanted);
    if (!found) throw new UsageError(`There is no schedule "${wanted}"; those that can be drilled: ${names}.`);
    if (!fitting.includes(found)) {
      throw new UsageError(
        `The backups of schedule ${wanted} hold what lives in no namespace, which cannot be restored beside the real thing; those that can be drilled: ${names}.`,
      );
    }
    return found;
  }
  const [only, ...others] = fitting;
  if (!only) throw new DrillFailure("There is no schedule that backs up namespaces: nothing could be restored.");
  if (others.length > 0) throw new UsageError(`Name one of the schedules with --schedule: ${names}.`);
  return only;
}

/** Whether a backup, or those of a schedule, hold anything that lives in namespaces. @param spec where its specification is */
export function holdsNamespaces(object: KubeObject, ...spec: string[]): boolean {
  return !textsAt(object, ...spec, "excludedNamespaceScopedResources").includes("*");
}

/**
 * The newest backup of a schedule that completed. One that ended otherwise after it is told of: it is why data is older
 * than it should be.
 *
 * @throws DrillFailure when there is none
 */
export async function newestBackup({ client, recorder }: Session, schedule: string): Promise<KubeObject> {
  const backups = await client.list(veleroCollection("backups"), `velero.io/schedule-name=${schedule}`);
  const newestFirst = backups.toSorted((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0));
  for (const backup of newestFirst) {
    if (standing(backup) === "completed" && startedAt(backup) !== undefined) return backup;
    if (standing(backup) === "failed") {
      recorder.check(
        "newest backup",
        false,
        `${backup.metadata.name} ended ${textAt(backup, "status", "phase") ?? ""}`,
      );
    }
  }
  throw new DrillFailure(`No backup of schedule ${schedule} has completed; there are ${backups.length} in all.`);
}

/** Checks that the newest backup is the one that was due last: an older one says that the schedule has stopped. */
export function checkAge({ clock, recorder }: Session, schedule: KubeObject, backup: KubeObject): void {
  const now = clock.now();
  const begun = startedAt(backup) ?? 0;
  const age = describeDuration(now - begun);
  const cron = textAt(schedule, "spec", "schedule") ?? "";
  const due = lastDue(cron, now - SLACK);
  if (due === undefined) {
    recorder.check("age", false, `the schedule "${cron}" cannot be read, so nothing says how old a backup may be`);
    return;
  }
  const when = new Date(due).toISOString();
  recorder.check("age", begun >= due - SKEW, `${age} old; the last one was due at ${when} ("${cron}")`);
}

function lastDue(cron: string, before: number): number | undefined {
  try {
    return CronExpressionParser.parse(cron.replace(/^(?:CRON_TZ|TZ)=\S+\s+/, ""), {
      tz: "UTC",
      currentDate: new Date(before),
    })
      .prev()
      .getTime();
  } catch {
    return undefined;
  }
}

/** How long a backup took, in seconds. */
export function secondsTaken(backup: KubeObject): number {
  const begun = startedAt(backup);
  const ended = completedAt(backup);
  return begun === undefined || ended === undefined ? 0 : Math.max(0, (ended - begun) / 1000);
}
