import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { Tier } from "../shared/tiers.ts";
import type { KarpenterConfig } from "./config.ts";

/**
 * What a KarpenterComponent is made from. What decides which resources there are, or stands in a policy, is plain.
 * The provider of the cluster comes with the options: `providers: { kubernetes: ... }`.
 */
export interface KarpenterArgs {
  /** Where the cluster lives. */
  readonly scope: AwsScope;
  /** Name of the cluster, as configured. */
  readonly clusterName: string;
  /** What the environment is for. In prod the key of the nodes' volumes is protected from deletion. */
  readonly tier: Tier;
  /** Name of the cluster as an Output of the made cluster, so that what is in it waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** Address of the API server. */
  readonly clusterEndpoint: pulumi.Input<string>;
  /** Cost tags of nodes and their volumes, which the AWS provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** Value of the tag `karpenter.sh/discovery` on subnets and security groups. */
  readonly discoveryTag: string;
  /** Letter -> name of every zone of the network, `{ a: "eu-central-1a" }`; empty where an existing VPC's are not known. */
  readonly zones: Readonly<Record<string, string>>;
  /** The stack's `karpenter`, checked and with its defaults filled in. */
  readonly config: KarpenterConfig;
  /** Whether Prometheus' kinds are in the cluster, so that the controller's metrics can be described with them. */
  readonly serviceMonitors: boolean;
}

/** What each group of children is made with. */
export interface KarpenterContext extends KarpenterArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}
