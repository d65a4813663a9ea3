import { loadPacks } from "./packs.ts";
import type { Plan, PolicyReport } from "./plan.ts";
import { runPacks } from "./policyRunner.ts";
import { runProgram } from "./program.ts";
import { readStack, type StackFile } from "./stackFiles.ts";

/** Makes the plan of a stack and has the packs judge it. */
export type Previewer = (
  directory: string,
  stack: string,
  options: { readonly unknowns: boolean },
) => Promise<{ readonly plan: Plan; readonly report: PolicyReport }>;

/**
 * Runs the program for one stack and both packs over what it asks for, at the strictness of the stack's tier.
 *
 * @throws UsageError, ProgramError see `readStack` and `runProgram`
 */
export const previewStack: Previewer = async (directory, stack, options) => {
  const stackFile = readStack(directory, stack);
  const plan = await runProgram(stackFile, options);
  const report = await runPacks(plan, await loadPacks(tierOf(stackFile)));
  return { plan, report };
};

/** The tier the stack file declares. The program has read it by now, so that it is a valid one. */
function tierOf({ project, config }: StackFile): string | undefined {
  const platform = JSON.parse(config[`${project}:platform`] ?? "{}") as { readonly tier?: unknown };
  return typeof platform.tier === "string" ? platform.tier : undefined;
}
