import { UsageError } from "../../cli/usageError.ts";
import { DrillFailure, Interrupted, messageOf } from "../common/errors.ts";
import type { Check, Report } from "./model.ts";

/** How a drill ended, and with which exit code. */
export type Outcome = Pick<Report, "result" | "exitCode"> & { readonly reason?: string };

/**
 * Judges a drill by what it threw, what it checked and what it left behind. Anything that is not the drill's own verdict
 * or a mistake on the command line is the environment's: it says nothing about the backups.
 */
export function judge(thrown: unknown, failures: readonly Check[], leftBehind: readonly string[]): Outcome {
  if (thrown instanceof UsageError) return { result: "environment", exitCode: 2, reason: thrown.message };
  if (thrown instanceof Interrupted) return { result: "interrupted", exitCode: 1, reason: thrown.message };
  if (thrown instanceof DrillFailure) return { result: "failed", exitCode: 1, reason: thrown.message };
  const failed = failures.map(({ name, detail }) => `${name}: ${detail}`);
  if (failed.length > 0) return { result: "failed", exitCode: 1, reason: failed.join("; ") };
  if (thrown !== undefined) return { result: "environment", exitCode: 3, reason: messageOf(thrown) };
  if (leftBehind.length > 0) {
    return { result: "failed", exitCode: 1, reason: `the clean-up left something behind: ${leftBehind.join("; ")}` };
  }
  return { result: "passed", exitCode: 0 };
}
