import type { Tier } from "../shared/tiers.ts";

/** What a CertManagerComponent is made from. */
export interface CertManagerArgs {
  /** Decides how many of each there are. */
  readonly tier: Tier;
  /** Whether a ServiceMonitor has Prometheus measure it. */
  readonly serviceMonitors: boolean;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
}
