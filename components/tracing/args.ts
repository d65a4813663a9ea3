import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { TracingConfig } from "./config.ts";

/** What a TracingComponent is made from. */
export interface TracingArgs {
  readonly scope: AwsScope;
  /** Name of the cluster, as configured: names and policies are derived from it. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that what needs it waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** The stack's tracing, checked and with its defaults filled in. The component is made only where it is enabled. */
  readonly config: TracingConfig;
  /** Refuse to delete keys and log groups with the stack. */
  readonly protect: boolean;
  /** Whether a PodMonitor has Prometheus measure the collectors. */
  readonly serviceMonitors: boolean;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
}

/** What each group of children is made with. */
export interface TracingContext extends TracingArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}
