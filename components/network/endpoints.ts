import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag, type NetworkContext } from "./args.ts";
import {
  endpointServiceName,
  INTERFACE_ENDPOINTS,
  interfaceEndpointPolicy,
  s3EndpointPolicy,
} from "./endpointPolicies.ts";
import type { RouteTables } from "./routes.ts";
import type { Zone } from "./subnets.ts";

/** S3 without NAT, free of charge, for private and intra subnets. */
export function makeS3Endpoint(context: NetworkContext, vpcId: pulumi.Input<string>, routeTables: RouteTables): void {
  const { name, parent, scope } = context;
  new aws.ec2.VpcEndpoint(
    `${name}-endpoint-s3`,
    {
      vpcId,
      serviceName: endpointServiceName(scope, "s3"),
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTables.private, routeTables.intra].map((table) => table.id),
      policy: JSON.stringify(s3EndpointPolicy(scope)),
      tags: nameTag(context, "s3"),
    },
    { parent },
  );
}

/** AWS services without leaving the VPC, under their usual names. */
export function makeInterfaceEndpoints(
  context: NetworkContext,
  vpcId: pulumi.Input<string>,
  cidr: string,
  zones: readonly Zone[],
): void {
  const { name, parent, scope } = context;
  // No egress rule: an endpoint answers and never calls.
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-endpoints`,
    { vpcId, description: "Interface endpoints of AWS services", tags: nameTag(context, "endpoints") },
    { parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-endpoints-https`,
    {
      securityGroupId: securityGroup.id,
      description: "HTTPS from everything in the VPC",
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: nameTag(context, "endpoints-https"),
    },
    { parent },
  );
  for (const service of INTERFACE_ENDPOINTS) {
    const role = service.replace(".", "-");
    new aws.ec2.VpcEndpoint(
      `${name}-endpoint-${role}`,
      {
        vpcId,
        serviceName: endpointServiceName(scope, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: zones.map((zone) => zone.intraSubnet.id),
        securityGroupIds: [securityGroup.id],
        policy: JSON.stringify(interfaceEndpointPolicy(scope, service)),
        tags: nameTag(context, role),
      },
      { parent },
    );
  }
}
