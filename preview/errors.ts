/**
 * Something the person at the keyboard can mend: a wrong option, a missing stack, a bad configuration.
 * The message is printed as it is, without a stack trace, and the process exits with 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The program asked for something that no engine would accept, or that the simulated cloud has no answer for: a mistake
 * in the code rather than in a stack file. The process exits with 3.
 */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}
