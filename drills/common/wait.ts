import type { Clock } from "./clock.ts";
import { DrillFailure } from "./errors.ts";

/** Between two looks: short enough to time phases of seconds, long enough for any API server. */
const POLL = 2_000;

/** How long something is waited for. */
export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly deadline: number;
}

/**
 * Looks again and again until there is something to see.
 *
 * @param what what is waited for, for the message
 * @param look gives undefined while there is nothing yet
 * @param still says how it stands at the deadline, for the message
 * @throws DrillFailure when the deadline passes first
 */
export async function waitFor<T>(
  { clock, signal, deadline }: Waiting,
  what: string,
  look: () => Promise<T | undefined>,
  still: () => string = () => "",
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (clock.now() >= deadline) {
      const standing = still();
      throw new DrillFailure(`Timed out waiting for ${what}${standing === "" ? "" : `: ${standing}`}`);
    }
    await clock.sleep(POLL, signal);
  }
}
