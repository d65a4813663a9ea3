import type { Announcement } from "../alertmanagerConfig.ts";
import type { ObservabilityConfig } from "../configTypes.ts";

/** What the values of the chart depend on. */
export interface ValuesArgs {
  readonly clusterName: string;
  readonly config: ObservabilityConfig;
  /** Storage class of the volumes; it must encrypt. */
  readonly storageClass: string;
  /** Where alerts are announced beside the receivers; undefined: nowhere. */
  readonly announcement?: Announcement | undefined;
}
