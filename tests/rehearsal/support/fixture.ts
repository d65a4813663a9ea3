import type { Properties } from "../../../rehearsal/cloud/values.ts";

/** One resource of a small platform: its name, its type, and its inputs from what was made before. */
export interface Fixture {
  readonly name: string;
  readonly type: string;
  readonly inputs: (made: Made) => Properties;
}

/** A fixture, in one line. */
export const one = (name: string, type: string, inputs: Fixture["inputs"]): Fixture => ({ name, type, inputs });

/** Looks up what was made before. */
export interface Made {
  readonly id: (name: string) => string;
  readonly arn: (name: string) => string;
  readonly output: (name: string, path: string) => string;
}
