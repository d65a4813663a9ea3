/**
 * Something the person at the keyboard can mend: a wrong option, a missing stack, a bad configuration.
 * The message is printed as it is, without a stack trace, and the process exits with 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
