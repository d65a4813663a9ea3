/** The drill ran, and what it was to prove is not so. The process exits with 1. */
export class DrillFailure extends Error {
  override readonly name = "DrillFailure";
}

/**
 * The drill could not run: no cluster, no Velero, no permission, no CLI. It says nothing about the backups, and the
 * process exits with 3.
 */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Somebody pressed Ctrl-C, or the process was told to end. The process exits with 1. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(signal: string) {
    super(`interrupted by ${signal}`);
  }
}

/** What to say about anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
