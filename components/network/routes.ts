import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag, type NetworkContext } from "./args.ts";
import type { NatGateways } from "./natGateways.ts";
import type { Zone } from "./subnets.ts";

const ANYWHERE = "0.0.0.0/0";

/** The route tables that gateway endpoints are added to. */
export interface RouteTables {
  readonly private: readonly aws.ec2.RouteTable[];
  readonly intra: aws.ec2.RouteTable;
}

/**
 * One table for all public subnets, to the internet; one for each private subnet, to its NAT gateway where there is
 * one; one for all intra subnets, to nowhere.
 */
export function makeRoutes(
  context: NetworkContext,
  vpcId: pulumi.Input<string>,
  zones: readonly Zone[],
  internetGateway: aws.ec2.InternetGateway,
  natGateways: NatGateways,
): RouteTables {
  const { name, parent } = context;
  const table = (role: string) =>
    new aws.ec2.RouteTable(`${name}-${role}`, { vpcId, tags: nameTag(context, role) }, { parent });
  const associate = (role: string, subnet: aws.ec2.Subnet, routeTable: aws.ec2.RouteTable) =>
    new aws.ec2.RouteTableAssociation(
      `${name}-${role}`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      { parent },
    );

  const publicTable = table("public");
  new aws.ec2.Route(
    `${name}-public-internet`,
    { routeTableId: publicTable.id, destinationCidrBlock: ANYWHERE, gatewayId: internetGateway.id },
    { parent },
  );
  const intraTable = table("intra");
  const privateTables = zones.map((zone) => {
    associate(`public-${zone.letter}`, zone.publicSubnet, publicTable);
    associate(`intra-${zone.letter}`, zone.intraSubnet, intraTable);
    const privateTable = table(`private-${zone.letter}`);
    associate(`private-${zone.letter}`, zone.privateSubnet, privateTable);
    const natGateway = natGateways.get(zone.letter);
    if (natGateway) {
      new aws.ec2.Route(
        `${name}-private-${zone.letter}-internet`,
        { routeTableId: privateTable.id, destinationCidrBlock: ANYWHERE, natGatewayId: natGateway.id },
        { parent },
      );
    }
    return privateTable;
  });
  return { private: privateTables, intra: intraTable };
}
