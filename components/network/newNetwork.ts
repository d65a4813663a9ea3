import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nameTag, type NetworkContext, type NetworkOutputs } from "./args.ts";
import type { NewNetworkConfig } from "./config.ts";
import { makeInterfaceEndpoints, makeS3Endpoint } from "./endpoints.ts";
import { makeFlowLogs } from "./flowLogs.ts";
import { makeNatGateways } from "./natGateways.ts";
import { makeRoutes } from "./routes.ts";
import { makeSubnets } from "./subnets.ts";
import { makeVpc } from "./vpc.ts";

/** A VPC of our own and everything in it. */
export function makeNetwork(context: NetworkContext, config: NewNetworkConfig): NetworkOutputs {
  const { name, parent } = context;
  const vpc = makeVpc(context, config.cidr);
  const internetGateway = new aws.ec2.InternetGateway(
    `${name}-internet-gateway`,
    { vpcId: vpc.id, tags: nameTag(context, "internet-gateway") },
    { parent },
  );
  const zones = makeSubnets(context, config, vpc.id);
  const natGateways = makeNatGateways(context, config.nat, zones, internetGateway);
  const routeTables = makeRoutes(context, vpc.id, zones, internetGateway, natGateways);
  makeFlowLogs(context, vpc.id, config.flowLogRetentionDays);
  makeS3Endpoint(context, vpc.id, routeTables);
  if (config.interfaceEndpoints) makeInterfaceEndpoints(context, vpc.id, config.cidr, zones);

  return {
    vpcId: vpc.id,
    cidr: pulumi.output(config.cidr),
    publicSubnetIds: pulumi.all(zones.map((zone) => zone.publicSubnet.id)),
    privateSubnetIds: pulumi.all(zones.map((zone) => zone.privateSubnet.id)),
    intraSubnetIds: pulumi.all(zones.map((zone) => zone.intraSubnet.id)),
    zones: pulumi.output(zones.map((zone) => zone.zoneName)),
    natGatewayIds: [...new Set(natGateways.values())].map((gateway) => gateway.id),
  };
}
