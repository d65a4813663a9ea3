import type { RolloutsConfig } from "./config.ts";

/** What a RolloutsComponent is made from. */
export interface RolloutsArgs {
  /** Argo Rollouts, checked and with its defaults filled in. The component is made only where it is enabled. */
  readonly config: RolloutsConfig;
  /** Address of the Prometheus that analyses ask; without one there are no analysis templates. */
  readonly prometheusAddress: string | undefined;
  /** Whether the cluster knows ServiceMonitors. */
  readonly serviceMonitors: boolean;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
  /** Whether the AWS Load Balancer Controller runs: whether releases may shift the traffic of its load balancers. */
  readonly loadBalancers: boolean;
}
