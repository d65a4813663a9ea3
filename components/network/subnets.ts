import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag, type NetworkContext } from "./args.ts";
import { planSubnets, type ZoneLetter } from "./cidr.ts";
import type { NewNetworkConfig } from "./config.ts";
import { privateSubnetTags, publicSubnetTags } from "./subnetTags.ts";

/** The subnets of one availability zone. */
export interface Zone {
  readonly letter: ZoneLetter;
  /** `eu-central-1a`. */
  readonly zoneName: string;
  readonly publicSubnet: aws.ec2.Subnet;
  readonly privateSubnet: aws.ec2.Subnet;
  readonly intraSubnet: aws.ec2.Subnet;
}

/** A public, a private and an intra subnet in every zone. */
export function makeSubnets(context: NetworkContext, config: NewNetworkConfig, vpcId: pulumi.Input<string>): Zone[] {
  const { name, parent, scope, clusterName } = context;
  return planSubnets(config.cidr, config.zones).map((plan) => {
    const zoneName = `${scope.region}${plan.zone}`;
    const subnet = (kind: string, cidrBlock: string, tags: Record<string, string>) =>
      new aws.ec2.Subnet(
        `${name}-${kind}-${plan.zone}`,
        {
          vpcId,
          cidrBlock,
          availabilityZone: zoneName,
          // Not in public subnets either: NAT gateways and load balancers bring their own addresses.
          mapPublicIpOnLaunch: false,
          tags: { ...nameTag(context, `${kind}-${plan.zone}`), ...tags },
        },
        { parent },
      );
    return {
      letter: plan.zone,
      zoneName,
      publicSubnet: subnet("public", plan.publicCidr, publicSubnetTags()),
      privateSubnet: subnet("private", plan.privateCidr, privateSubnetTags(clusterName)),
      intraSubnet: subnet("intra", plan.intraCidr, {}),
    };
  });
}
