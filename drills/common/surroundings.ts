import type { Surroundings } from "../../cli/surroundings.ts";
import type { Patience } from "../kube/client.ts";
import type { Clock } from "./clock.ts";
import type { Ask } from "./confirm.ts";
import type { SignalSource } from "./interrupts.ts";

/** What every drill needs of the process it runs in. */
export interface DrillSurroundings extends Pick<Surroundings, "write" | "writeError"> {
  readonly clock: Clock;
  readonly signals: SignalSource;
  readonly ask: Ask;
  readonly download: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  /** A fresh id for a run. */
  readonly freshRunId: () => string;
  /** Ends the process at once, after a second Ctrl-C. */
  readonly exitNow: (code: number) => void;
  readonly patience?: Patience;
}
