import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs, NetworkContext, NetworkOutputs } from "./args.ts";
import { useNetwork } from "./existingNetwork.ts";
import { makeNetwork } from "./newNetwork.ts";

/**
 * The network of a cluster: a VPC over two or three zones with public, private and intra subnets, or one that is there.
 *
 * What needs a way out of the VPC from its first second (nodes pull images) must depend on this component, not only use its
 * outputs: a subnet exists before its routes do.
 */
export class NetworkComponent extends pulumi.ComponentResource implements NetworkOutputs {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly intraSubnetIds: pulumi.Output<string[]>;
  readonly zones: pulumi.Output<string[]>;
  readonly natGatewayIds: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:network:NetworkComponent", name, {}, opts);
    const context: NetworkContext = { ...args, name, parent: this };
    const network = args.config.kind === "new" ? makeNetwork(context, args.config) : useNetwork(context, args.config);

    this.vpcId = network.vpcId;
    this.cidr = network.cidr;
    this.publicSubnetIds = network.publicSubnetIds;
    this.privateSubnetIds = network.privateSubnetIds;
    this.intraSubnetIds = network.intraSubnetIds;
    this.zones = network.zones;
    this.natGatewayIds = network.natGatewayIds;
    this.registerOutputs({ ...network });
  }
}
