import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { NetworkConfig } from "./config.ts";

/** What a NetworkComponent is made from. All of it decides which resources there are, so all of it is plain. */
export interface NetworkArgs {
  /** Where the network lives. */
  readonly scope: AwsScope;
  /** Name of the cluster the network is for. It is the value of the discovery tag, and everything is named after it. */
  readonly clusterName: string;
  /** The stack's network, checked and with its defaults filled in. */
  readonly config: NetworkConfig;
  /** Refuse to delete the flow logs and their key with the stack: they are evidence, and cannot be made again. */
  readonly protect: boolean;
}

/** What other components need to know of a network, the same for a new and for an existing VPC. */
export interface NetworkOutputs {
  readonly vpcId: pulumi.Output<string>;
  /** IPv4 range of the VPC. */
  readonly cidr: pulumi.Output<string>;
  /** One subnet a zone, in the order of the zones; empty for an existing VPC without public subnets. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** One subnet a zone, in the order of the zones. Nodes and pods live here. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** One subnet a zone, in the order of the zones; the private ones for an existing VPC without intra subnets. */
  readonly intraSubnetIds: pulumi.Output<string[]>;
  /** Names of the zones of a new VPC (`eu-central-1a`); empty for an existing one, whose subnets decide. */
  readonly zones: pulumi.Output<string[]>;
  /** The NAT gateways this stack makes, each once; how many there are is known beforehand. */
  readonly natGatewayIds: readonly pulumi.Output<string>[];
}

/** What each group of children is made with. */
export interface NetworkContext extends NetworkArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}

/** The `Name` tag by which people find a resource in the console. */
export function nameTag(context: NetworkContext, role: string): { Name: string } {
  return { Name: `${context.clusterName}-${role}` };
}
