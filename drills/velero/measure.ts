import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import type { KubeObject } from "../kube/objects.ts";
import type { Measurement } from "../report/model.ts";
import { startedAt } from "./requests.ts";
import { secondsTaken } from "./schedules.ts";

/** A restored backup, and the moments that count. */
export interface RestoredBackup {
  /** Its schedule. */
  readonly schedule: string;
  readonly backup: KubeObject;
  /** Moment of the loss, had there been one. */
  readonly lostAt: number;
  /** Moment its restore began. */
  readonly restoringAt: number;
}

/** A recovery that is over just now, against the targets of its schedule's class. */
export function measurementOf(
  { clock }: Pick<Session, "clock">,
  { schedule, backup, lostAt, restoringAt }: RestoredBackup,
  recovery: StackRecovery,
): Omit<Measurement, "note"> {
  // A schedule nobody classified may hold anything, so it is measured as what needs backups most.
  const recoveryClass = recovery.classes[schedule] ?? "stateful";
  const target = recovery.targets[recoveryClass];
  return {
    recoveryClass,
    timeTargetMinutes: target.timeMinutes,
    timeAchievedSeconds: (clock.now() - restoringAt) / 1000,
    pointTargetMinutes: target.pointMinutes,
    pointAchievedSeconds: (lostAt - (startedAt(backup) ?? 0)) / 1000,
    pointGraceSeconds: secondsTaken(backup),
  };
}
