import type { Clock } from "../common/clock.ts";
import { describeDuration } from "../common/duration.ts";
import type { Check, KindComparison, Measurement, Phase } from "./model.ts";

/** Collects what a drill finds out, and tells it as it goes. */
export class Recorder {
  readonly #clock: Clock;
  readonly #write: (text: string) => void;
  readonly phases: Phase[] = [];
  readonly checks: Check[] = [];
  readonly measurements: Measurement[] = [];
  readonly comparison: KindComparison[] = [];
  readonly facts: Record<string, string> = {};

  constructor(clock: Clock, write: (text: string) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  /** One line of progress. */
  say(line: string): void {
    this.#write(`  ${line}\n`);
  }

  /** Runs one timed step. */
  async phase<T>(name: string, run: () => Promise<T>): Promise<T> {
    const started = this.#clock.now();
    this.#write(`${name} ...\n`);
    let passed = false;
    try {
      const result = await run();
      passed = true;
      return result;
    } finally {
      const milliseconds = this.#clock.now() - started;
      this.phases.push({ name, startedAt: new Date(started).toISOString(), seconds: milliseconds / 1000, passed });
      this.#write(`${passed ? "ok    " : "FAILED"} ${name} (${describeDuration(milliseconds)})\n`);
    }
  }

  /** Notes whether something holds. A drill fails with any check that does not, but goes on to tell all of them. */
  check(name: string, passed: boolean, detail: string): void {
    this.checks.push({ name, passed, detail });
    this.say(`${passed ? "ok    " : "FAILED"} ${name}: ${detail}`);
  }

  /** Notes a recovery, and checks it against its targets. */
  measure(measurement: Measurement): void {
    this.measurements.push(measurement);
    const { recoveryClass, timeTargetMinutes, timeAchievedSeconds } = measurement;
    const { pointTargetMinutes, pointAchievedSeconds, pointGraceSeconds = 0 } = measurement;
    if (timeAchievedSeconds !== undefined) {
      this.check(
        `recovery time of ${recoveryClass}`,
        timeAchievedSeconds <= timeTargetMinutes * 60,
        `${describeDuration(timeAchievedSeconds * 1000)}, target ${timeTargetMinutes} min`,
      );
    }
    // A target of nothing lost is met by rebuilding from code; no backup can meet it, or miss it.
    if (pointAchievedSeconds !== undefined && pointTargetMinutes > 0) {
      this.check(
        `recovery point of ${recoveryClass}`,
        pointAchievedSeconds <= pointTargetMinutes * 60 + pointGraceSeconds,
        `${describeDuration(pointAchievedSeconds * 1000)} of changes lost, target ${pointTargetMinutes} min`,
      );
    }
  }

  /** The checks that do not hold. */
  get failures(): readonly Check[] {
    return this.checks.filter(({ passed }) => !passed);
  }
}
