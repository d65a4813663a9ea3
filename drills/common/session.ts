import type { KubeClient } from "../kube/client.ts";
import type { Recorder } from "../report/recorder.ts";
import type { Clock } from "./clock.ts";
import type { Ledger } from "./ledger.ts";

/** What every step of a drill works with. */
export interface Session {
  /** The run's id. */
  readonly run: string;
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Moment the drill gives up waiting, in milliseconds since 1970. */
  readonly deadline: number;
  readonly recorder: Recorder;
  /** What was made and is to be removed again. */
  readonly ledger: Ledger;
  /** Fetches a signed address; no part of the cluster. */
  readonly download: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  /** Whether Velero may only read its storage, and so never finishes deleting a restore by itself. Default: no. */
  readonly storageIsReadOnly?: boolean;
}
