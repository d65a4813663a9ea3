import type { Clock } from "../common/clock.ts";
import { describeDuration } from "../common/duration.ts";
import type { Report } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import type { Recorder } from "./recorder.ts";
import { writeReport } from "./write.ts";

/** A drill at its end. */
export interface Ending extends Pick<Report, "drill" | "mode" | "run" | "target" | "removed" | "leftBehind"> {
  /** Moment it began. */
  readonly startedAt: number;
  readonly outcome: Outcome;
  /** Directory of the reports. */
  readonly directory: string;
}

/** Writes the report of a drill, and tells how it ended. @returns the exit code */
export function conclude(
  { startedAt, outcome, directory, ...ending }: Ending,
  recorder: Recorder,
  { clock, write }: { readonly clock: Clock; readonly write: (text: string) => void },
): number {
  const endedAt = clock.now();
  const { phases, checks, measurements, comparison, facts } = recorder;
  const files = writeReport(directory, {
    formatVersion: 1,
    ...ending,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    ...outcome,
    phases,
    checks,
    measurements,
    comparison,
    facts,
  });
  const reason = outcome.reason === undefined ? "" : `: ${outcome.reason}`;
  write(`\n${outcome.result.toUpperCase()} after ${describeDuration(endedAt - startedAt)}${reason}\n`);
  write(`Report: ${files.join(", ")}\n`);
  return outcome.exitCode;
}
