import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type Conditions, type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { VOLUME_CLUSTER_TAG } from "../shared/volumeTag.ts";
import type { RestoreSource } from "./configTypes.ts";
import { clusterTag, s3Service } from "./iamDocuments.ts";

/**
 * Reading another cluster's backups: that bucket, of this account, and its key through S3. Nothing can be written or
 * deleted, so that a restore that goes wrong, or is taken over, leaves the backups as they are.
 */
export function restoreAccess(scope: AwsScope, { bucket, keyArn, region }: RestoreSource): PolicyDocument {
  const arn = `arn:${scope.partition}:s3:::${bucket}`;
  const ours: Conditions = { StringEquals: { "aws:ResourceAccount": scope.accountId } };
  return policyDocument(
    { Sid: "ReadBackups", Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/*`, Condition: ours },
    { Sid: "ListBackups", Effect: "Allow", Action: "s3:ListBucket", Resource: arn, Condition: ours },
    {
      Sid: "DecryptBackups",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": s3Service(scope, region) } },
    },
  );
}

/**
 * Making volumes of this cluster from another's snapshots, and from nothing else. Neither snapshots nor volumes can be
 * deleted or changed; snapshots cannot even be made.
 */
export function restoreVolumesAccess(
  scope: AwsScope,
  { clusterName, source }: { readonly clusterName: string; readonly source: string },
): PolicyDocument {
  const volumes = regionalArn(scope, "ec2", "volume/*");
  return policyDocument(
    {
      Sid: "FindVolumesAndSnapshots",
      Effect: "Allow",
      Action: ["ec2:DescribeVolumes", "ec2:DescribeSnapshots"],
      // EC2 lets nothing narrower be named for these.
      Resource: "*",
    },
    {
      Sid: "RestoreFromSnapshots",
      Effect: "Allow",
      Action: "ec2:CreateVolume",
      // Snapshots name no account in their ARN.
      Resource: `arn:${scope.partition}:ec2:${scope.region}::snapshot/*`,
      Condition: { StringEquals: { [`aws:ResourceTag/${VOLUME_CLUSTER_TAG}`]: source } },
    },
    {
      Sid: "MakeOwnVolumes",
      Effect: "Allow",
      Action: "ec2:CreateVolume",
      Resource: volumes,
      Condition: { StringEquals: { [`aws:RequestTag/${clusterTag(clusterName)}`]: "owned" } },
    },
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: volumes,
      Condition: { StringEquals: { "ec2:CreateAction": "CreateVolume" } },
    },
  );
}
