import { UsageError } from "../cli/usageError.ts";
import { ProgramError } from "./errors.ts";

/** A failure as the command reports it. */
export interface Failure {
  readonly exitCode: 2 | 3;
  readonly message: string;
}

/**
 * What to tell a person about an error: what they can mend, as it is, with 2; anything else as a failure of the program
 * or of the command itself, with how to get to its trace, and 3.
 *
 * @param what the command is: `preview`
 */
export function describeFailure(
  error: unknown,
  what: string,
  environment: Readonly<Record<string, string | undefined>>,
): Failure {
  if (error instanceof UsageError) return { exitCode: 2, message: error.message };
  const message = withoutWrapping(error instanceof Error ? error.message : String(error));
  const subject = error instanceof ProgramError ? "The program cannot be previewed" : `The ${what} itself failed`;
  const traced = environment.EKS_PLATFORM_TRACE === "1";
  const next = traced
    ? traceOf(error)
    : "This is a mistake in the code, not in a stack file: run it again with EKS_PLATFORM_TRACE=1 for the stack trace, and open an issue with that.";
  return { exitCode: 3, message: `${subject}: ${message}\n${next}` };
}

/**
 * An Output that fails makes whatever uses it fail, and the SDK says so once for each on the way (`error serializing
 * property "metadata": ...`, a hundred times in a platform). What failed first stands at the end.
 */
function withoutWrapping(message: string): string {
  return message.replace(/^(?:error serializing property "[^"]*": )+/i, "");
}

/** The innermost trace there is: an error that wraps another tells less than the one it wraps. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return "There is no stack trace.";
  return error.cause instanceof Error ? traceOf(error.cause) : (error.stack ?? error.message);
}
