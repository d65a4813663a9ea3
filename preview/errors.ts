/**
 * The program asked for something that no engine would accept, or that the simulated cloud has no answer for: a mistake
 * in the code rather than in a stack file. The process exits with 3.
 */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}
