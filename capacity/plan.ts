import { runProgram } from "../preview/program.ts";
import { readStack } from "../preview/stackFiles.ts";
import type { Planner } from "./cli.ts";

/**
 * Runs the platform's program for a stack, offline.
 *
 * @throws UsageError, ProgramError see `readStack` and `runProgram`
 */
export const planStack: Planner = (directory, stack) => runProgram(readStack(directory, stack), { unknowns: false });
