import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../shared/aws.ts";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import { serviceTrust } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import { denyParameters, NO_PARAMETERS } from "../shared/nodeParameters.ts";
import type { KarpenterContext } from "./args.ts";
import { volumeKeyStatements } from "./volumeKey.ts";

/** What every node may do. Source: Karpenter docs, v1.14, "CloudFormation", KarpenterNodeRole. */
const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
];

/** What nodes are made with, and what has to be there as long as a node lives. */
export interface NodeIdentity {
  readonly roleArn: pulumi.Output<string>;
  readonly resources: readonly pulumi.Resource[];
}

/** The nodes' role with its way into the cluster, the key of their volumes, and EC2's role for spot instances. */
export function makeNodeIdentity(context: KarpenterContext): NodeIdentity {
  const { name, parent, scope, clusterName, config } = context;
  const names = platformNames(clusterName);
  const role = new aws.iam.Role(
    `${name}-node`,
    {
      name: names.karpenterNodeRole,
      description: `Nodes that Karpenter makes for ${clusterName}`,
      assumeRolePolicy: JSON.stringify(
        serviceTrust(scope.partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com"),
      ),
    },
    { parent },
  );
  const policies = NODE_POLICIES.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-node-${policy}`,
        { role: role.name, policyArn: managedPolicyArn(scope, policy) },
        { parent },
      ),
  );
  const noParameters = new aws.iam.RolePolicy(
    `${name}-node-${NO_PARAMETERS}`,
    { role: role.name, name: NO_PARAMETERS, policy: JSON.stringify(denyParameters()) },
    { parent },
  );
  const access = new aws.eks.AccessEntry(
    `${name}-node`,
    { clusterName: context.cluster, principalArn: role.arn, type: "EC2_LINUX" },
    { parent },
  );
  const key = new EncryptionKey(
    `${name}-volumes`,
    {
      scope,
      description: `Volumes of the nodes that Karpenter makes for ${clusterName}`,
      alias: names.karpenterVolumeKeyAlias,
      statements: volumeKeyStatements(scope, clusterName),
      // While a node runs, its volume is of no use without the key.
      protect: context.tier === "prod",
    },
    { parent },
  );
  return {
    roleArn: role.arn,
    resources: [
      role,
      ...policies,
      noParameters,
      access,
      key,
      ...(config.spotServiceLinkedRole === "create" ? [makeSpotRole(context)] : []),
    ],
  };
}

/**
 * EC2's role for spot instances, of which an account has one. It stays when the stack goes: other clusters of the
 * account need it, and IAM refuses to delete it while any spot instance runs.
 */
function makeSpotRole({ name, parent }: KarpenterContext): aws.iam.ServiceLinkedRole {
  return new aws.iam.ServiceLinkedRole(
    `${name}-spot`,
    { awsServiceName: "spot.amazonaws.com", description: "EC2 starts spot instances with this role" },
    { parent, retainOnDelete: true },
  );
}
