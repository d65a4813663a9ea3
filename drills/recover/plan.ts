import { stringify } from "yaml";
import { describeDuration } from "../common/duration.ts";
import { describeCost, type CostEstimate } from "./cost.ts";
import type { Options } from "./options.ts";
import type { StackConfig } from "./stackConfig.ts";

/** What a recovery drill would do, for people. It connects to nothing to say so. */
export function describePlan(
  { stack, timeout, keep, report }: Options,
  config: StackConfig,
  cost: CostEstimate,
): string {
  const steps = [
    `Ask stack ${stack} for its outputs backupBucket and backupKey.`,
    "Deploy a stack drill-<run> from this program, with the configuration below.",
    "Wait until its Velero has found the backups in the storage; it can read them and the snapshots, not delete them.",
    "Restore the newest backup of every schedule, workloads scaled to zero, every namespace shut off by a NetworkPolicy.",
    "Compare number and digest of every object with what the backup holds.",
    "Mount every volume, made from its snapshot, and look whether it holds anything.",
    keep
      ? "Leave it all in place (--keep), and say how to destroy it."
      : "Delete the namespaces and their volumes, destroy the stack and remove it; also after a failure or Ctrl-C.",
  ];
  return [
    `Recovery drill of stack ${stack}. Nothing is done: this is --dry-run.`,
    "",
    ...steps.map((step, index) => `${String(index + 1).padStart(3)}. ${step}`),
    "",
    `It gives up after ${describeDuration(timeout)}. Reports go to ${report}/ as JSON and Markdown.`,
    "",
    describeCost(cost),
    "",
    "Configuration of the short-lived stack:",
    "",
    stringify({ config })
      .split("\n")
      .map((line) => `  ${line}`.trimEnd())
      .join("\n"),
  ].join("\n");
}
