/** How one step ended. */
export interface StepReport {
  readonly name: string;
  readonly proves: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly seconds: number;
  /** What was found; for a skipped step the reason. */
  readonly notes: readonly string[];
  /** Which assertion did not hold. */
  readonly failure?: string;
  /** What the engine did or said. */
  readonly details?: readonly string[];
}

/** How a whole rehearsal ended. */
export interface RehearsalReport {
  readonly stack: string;
  readonly cli: { readonly path: string; readonly version: string };
  readonly sdk: string;
  readonly seed: number;
  readonly thorough: boolean;
  readonly steps: readonly StepReport[];
  /** Runs of the engine. */
  readonly runs: number;
  readonly seconds: number;
  /** Types that were made without any check of their own. */
  readonly notModelled: readonly string[];
}

/** Whether every step that ran passed, and at least one did. */
export function passed({ steps }: RehearsalReport): boolean {
  return steps.some(({ status }) => status === "passed") && steps.every(({ status }) => status !== "failed");
}

const MARKS = { passed: "ok", failed: "FAILED", skipped: "skipped" } as const;

/** Lines of a details list that are shown; the JSON has all of them. */
const MOST_DETAILS = 25;

/** One step, as it is printed when it is done. */
export function renderStep(step: StepReport): string {
  const seconds = `${step.seconds.toFixed(1)} s`.padStart(8);
  const head = `${MARKS[step.status].padEnd(8)}${seconds}  ${step.name}`;
  const failure = step.failure === undefined ? [] : [step.failure];
  const details = step.details ?? [];
  const hidden = details.length - MOST_DETAILS;
  return [
    head,
    ...[...failure, ...step.notes].map((line) => `${" ".repeat(18)}${line}`),
    ...details.slice(0, MOST_DETAILS).flatMap((detail) => detail.split("\n").map((line) => `${" ".repeat(20)}${line}`)),
    ...(hidden > 0 ? [`${" ".repeat(20)}and ${hidden} more lines: see --json`] : []),
  ].join("\n");
}

/** What stands above the steps. */
export function renderHeading({
  stack,
  cli,
  sdk,
  seed,
  thorough,
}: Omit<RehearsalReport, "steps" | "runs" | "seconds" | "notModelled">): string {
  const older = cli.version === sdk ? "" : `, SDK ${sdk}`;
  return `Rehearsal of ${stack} in a simulated cloud: Pulumi ${cli.version} (${cli.path})${older}; seed ${seed}${thorough ? ", thorough" : ""}`;
}

/** What stands below the steps. */
export function renderClosing(report: RehearsalReport): string {
  const numbers = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of report.steps) numbers[status] += 1;
  const minutes = Math.floor(report.seconds / 60);
  const time = `${minutes > 0 ? `${minutes} min ` : ""}${Math.round(report.seconds % 60)} s`;
  return [
    ...(report.notModelled.length > 0
      ? [`Not modelled, so made without checks of their own: ${report.notModelled.join(", ")}`]
      : []),
    `${report.stack}: ${numbers.passed} passed, ${numbers.failed} failed, ${numbers.skipped} skipped; ${report.runs} runs of the engine in ${time}`,
  ].join("\n");
}

/** Everything, for a program. */
export function renderJson(report: RehearsalReport): string {
  return JSON.stringify({ schema: 1, passed: passed(report), ...report }, null, 2);
}
