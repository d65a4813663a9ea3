import { type AwsScope, iamArn, type Partition, regionalArn } from "../shared/aws.ts";
import { mayEncryptNodeVolumes } from "../shared/encryptionKey.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement, serviceTrust } from "../shared/iam.ts";

/** Policies of the role the control plane assumes. Source: Amazon EKS User Guide, "Amazon EKS cluster IAM role". */
export const CLUSTER_ROLE_POLICIES = ["AmazonEKSClusterPolicy"] as const;

/** Further policies with Auto Mode. Source: Amazon EKS User Guide, "Amazon EKS Auto Mode cluster IAM role". */
export const AUTO_MODE_CLUSTER_ROLE_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/**
 * Policies of the system nodes: join the cluster, pull images, be reached through Session Manager instead of SSH. The
 * VPC CNI has a role of its own, so nodes have no right to change network interfaces.
 * Source: Amazon EKS User Guide, "Amazon EKS node IAM role".
 */
export const NODE_ROLE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/** Policies of Auto Mode's nodes, which nobody logs in to. Source: Amazon EKS User Guide, "Amazon EKS Auto Mode node IAM role". */
export const AUTO_MODE_NODE_ROLE_POLICIES = [
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEC2ContainerRegistryPullOnly",
] as const;

/** Trust policy of the role the control plane assumes; Auto Mode tags its sessions. */
export function clusterTrust(autoMode: boolean): PolicyDocument {
  if (!autoMode) return serviceTrust("eks.amazonaws.com");
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: "eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  });
}

/** Trust policy of a node's role. */
export function nodeTrust(partition: Partition): PolicyDocument {
  return serviceTrust(partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com");
}

/** What EBS does with a key on behalf of whoever makes or attaches a volume. Source: Amazon EBS User Guide, "Requirements for Amazon EBS encryption". */
const EBS_KEY_USE = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"];

/**
 * Lets EC2 Auto Scaling, which starts the nodes of a managed node group, encrypt their volumes with a key. Its role appears
 * with the first Auto Scaling group of an account.
 */
export function autoScalingMayUseKey(scope: AwsScope): readonly PolicyStatement[] {
  return mayEncryptNodeVolumes("AutoScaling", {
    ArnEquals: {
      "aws:PrincipalArn": iamArn(scope, "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
    },
    StringEquals: { "kms:CallerAccount": scope.accountId },
  });
}

/**
 * Lets a role make and attach volumes encrypted with the key of an alias, through EC2 and not otherwise.
 *
 * The key's id is not known before it exists, its alias is: the resource is any key of the account and region, and the
 * condition leaves the one with our alias. A new alias counts after up to five minutes; nothing makes a volume sooner.
 * Source: AWS KMS Developer Guide, "Use aliases to control access to KMS keys".
 */
export function volumeKeyUse(scope: AwsScope, alias: string): PolicyDocument {
  const throughEc2 = {
    StringEquals: { "kms:ViaService": `ec2.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}` },
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${alias}` },
  };
  return policyDocument(
    {
      Sid: "EncryptVolumes",
      Effect: "Allow",
      Action: EBS_KEY_USE,
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: throughEc2,
    },
    {
      Sid: "LendTheKeyToVolumes",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: { ...throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}
