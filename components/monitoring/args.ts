import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { Tier } from "../shared/tiers.ts";
import type { MonitoringConfig } from "./config.ts";
import type { ControllerName } from "./controllers.ts";

/** What a MonitoringComponent is made from. What decides which resources there are is plain. */
export interface MonitoringArgs {
  /** Where the cluster lives. */
  readonly scope: AwsScope;
  /** Name of the cluster, as configured. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that what needs it waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** The stack's default tags: the budget counts what has the same `environment`. */
  readonly tags: Readonly<Record<string, string>>;
  /** The stack's monitoring, checked and with its defaults filled in. */
  readonly config: MonitoringConfig;
  /** Decides whether what is kept may go with the stack although there is something in it. */
  readonly tier: Tier;
  /** Refuse to delete keys and log groups with the stack: logs are evidence, and cannot be made again. */
  readonly protect: boolean;
  /** What the pages of docs/runbooks are found under, without a slash at its end. */
  readonly runbookBaseUrl: string;
  /** The controllers that are installed, whose errors are counted. */
  readonly controllers: readonly ControllerName[];
  /** The fixed group of nodes; absent with EKS Auto Mode. */
  readonly nodeGroup?: NodeGroupToWatch;
  /** The NAT gateways of the VPC; empty where it has none of this stack's own. */
  readonly natGatewayIds: readonly pulumi.Input<string>[];
  /** Name of the queue in which EC2's warnings reach Karpenter; absent without Karpenter. */
  readonly interruptionQueueName?: pulumi.Input<string>;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
  /** Whether a ServiceMonitor has Prometheus scrape the collector of logs. */
  readonly serviceMonitors: boolean;
}

/** A managed node group, as its alarm needs it. */
export interface NodeGroupToWatch {
  /** Name of the Auto Scaling group that EKS made for it. */
  readonly autoScalingGroupName: pulumi.Input<string>;
  /** Nodes it must not fall below. */
  readonly minSize: number;
}

/** What each group of children is made with. */
export interface MonitoringContext extends MonitoringArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}
