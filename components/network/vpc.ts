import * as aws from "@pulumi/aws";
import { nameTag, type NetworkContext } from "./args.ts";

/** The VPC, with its default security group closed. */
export function makeVpc(context: NetworkContext, cidr: string): aws.ec2.Vpc {
  const { name, parent } = context;
  const vpc = new aws.ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: cidr,
      // The private endpoint of the cluster and the private names of interface endpoints need both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(context, "vpc"),
    },
    { parent },
  );
  // Whatever is made without a security group of its own lands in this one; without rules it can talk to nobody.
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-security-group`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: nameTag(context, "default-closed") },
    { parent },
  );
  return vpc;
}
