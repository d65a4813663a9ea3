import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkContext, NetworkOutputs } from "./args.ts";
import type { ExistingNetworkConfig } from "./config.ts";
import { privateSubnetTags, publicSubnetTags } from "./subnetTags.ts";

/** A VPC somebody else owns: nothing is made but the tags by which controllers find its subnets. */
export function useNetwork(context: NetworkContext, config: ExistingNetworkConfig): NetworkOutputs {
  const { clusterName } = context;
  for (const subnetId of config.publicSubnetIds) tagSubnet(context, subnetId, publicSubnetTags());
  for (const subnetId of config.privateSubnetIds) tagSubnet(context, subnetId, privateSubnetTags(clusterName));

  return {
    vpcId: pulumi.output(config.vpcId),
    cidr: pulumi.output(config.cidr),
    publicSubnetIds: pulumi.output([...config.publicSubnetIds]),
    privateSubnetIds: pulumi.output([...config.privateSubnetIds]),
    intraSubnetIds: pulumi.output([...config.intraSubnetIds]),
    zones: pulumi.output<string[]>([]),
    natGatewayIds: [],
  };
}

function tagSubnet({ name, parent }: NetworkContext, subnetId: string, tags: Record<string, string>): void {
  for (const [key, value] of Object.entries(tags)) {
    const role = key.slice(key.lastIndexOf("/") + 1);
    new aws.ec2.Tag(`${name}-${subnetId}-${role}`, { resourceId: subnetId, key, value }, { parent });
  }
}
