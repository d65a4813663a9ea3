import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { VOLUME_CLUSTER_TAG } from "../shared/volumeTag.ts";

/** Alias of the key of a cluster's volumes, without `alias/`. */
export function volumeKeyAliasOf(clusterName: string): string {
  return `${clusterName}-volumes`;
}

/**
 * What the EBS CSI driver of a cluster needs beyond its own to make volumes from another cluster's snapshots: the
 * snapshots, and the key they are encrypted with, to read and never to write. It may neither delete nor change them.
 *
 * The volumes are its own cluster's and encrypted with its own key; EC2 encrypts anew what it reads.
 * The other key is known by its alias, as the other cluster's stack gives it, in this account and region.
 * Source: Amazon EBS User Guide, "Required permissions for Amazon EBS encryption" and "Encryption outcomes when a volume
 * is created from a snapshot"; AWS KMS Developer Guide, "Use aliases to control access to KMS keys".
 *
 * @param source name of the other cluster
 */
export function snapshotsOfAccess(scope: AwsScope, source: string): PolicyDocument {
  const keys = regionalArn(scope, "kms", "key/*");
  const throughEc2 = {
    StringEquals: { "kms:ViaService": `ec2.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}` },
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${volumeKeyAliasOf(source)}` },
  };
  return policyDocument(
    {
      Sid: "RestoreFromSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateVolume",
      // Snapshots name no account in their ARN.
      Resource: `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`,
      Condition: { StringEquals: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: source } },
    },
    {
      Sid: "DecryptSnapshots",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"],
      Resource: keys,
      Condition: throughEc2,
    },
    {
      Sid: "LendTheKeyToVolumes",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keys,
      Condition: { ...throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}
