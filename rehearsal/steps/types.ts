import type { Stage } from "../stage.ts";

/** One step of a rehearsal. */
export interface Step {
  /** Name, as `--only` takes it. */
  readonly name: string;
  /** What it proves, in a sentence for the help text and the documentation. */
  readonly proves: string;
  /** Steps that must have passed before. */
  readonly needs: readonly string[];
  /**
   * Runs it.
   *
   * @returns what it found, as lines for the report
   * @throws StepFailure when an assertion does not hold
   * @throws StepSkipped when the stack has nothing for it
   */
  readonly run: (stage: Stage) => Promise<readonly string[]>;
}
