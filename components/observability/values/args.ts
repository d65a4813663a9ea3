import type { ObservabilityConfig } from "../configTypes.ts";

/** What the values of the chart depend on. */
export interface ValuesArgs {
  readonly clusterName: string;
  readonly config: ObservabilityConfig;
  /** Storage class of the volumes; it must encrypt. */
  readonly storageClass: string;
}
