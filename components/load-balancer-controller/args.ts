import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";

/** What a LoadBalancerControllerComponent is made from. */
export interface LoadBalancerControllerArgs {
  readonly scope: AwsScope;
  /** Name of the cluster, as configured: names and policies are derived from it. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that Pod Identity waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** The VPC that load balancers are made in. */
  readonly vpcId: pulumi.Input<string>;
  /** Tags of everything the controller makes. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the cluster knows ServiceMonitors. */
  readonly serviceMonitors: boolean;
}
