import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument, type PolicyStatement, serviceTrust } from "../shared/iam.ts";
import type { ReplicationSender } from "./bucketPolicies.ts";
import { s3Service } from "./iamDocuments.ts";

/** From where to where S3 copies. Names only, so that the policy is known before anything is deployed. */
export interface ReplicationPolicyArgs {
  readonly source: AwsScope;
  /** Region and account of the standby. */
  readonly destination: AwsScope;
  /** Names of the buckets. */
  readonly sourceBucket: string;
  readonly destinationBucket: string;
}

/** S3 itself assumes the role, for whichever bucket names it; only this account can make a bucket name it. */
export function replicationTrust(): PolicyDocument {
  return serviceTrust("s3.amazonaws.com");
}

/**
 * Lets S3 copy backups, and the deletion of backups, to the standby. The keys are held by what they encrypt: S3 gives KMS
 * the bucket's ARN as encryption context (with bucket keys on; else the object's), so no other bucket's key will do.
 * Sources: Amazon S3 User Guide, "Setting up permissions for live replication" and "Replicating encrypted objects".
 */
export function replicationAccess(args: ReplicationPolicyArgs): PolicyDocument {
  const { source, destination } = args;
  const from = `arn:${source.partition}:s3:::${args.sourceBucket}`;
  const to = `arn:${source.partition}:s3:::${args.destinationBucket}`;
  const ours = { StringEquals: { "aws:ResourceAccount": source.accountId } };
  return policyDocument(
    {
      Sid: "ReadTheConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: from,
      Condition: ours,
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: [
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
        "s3:GetObjectRetention",
        "s3:GetObjectLegalHold",
      ],
      Resource: `${from}/*`,
      Condition: ours,
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ObjectOwnerOverrideToBucketOwner"],
      Resource: `${to}/*`,
      Condition: { StringEquals: { "aws:ResourceAccount": destination.accountId } },
    },
    keyUse("DecryptBackups", ["kms:Decrypt"], source, from),
    keyUse("EncryptReplicas", ["kms:Encrypt", "kms:GenerateDataKey"], destination, to),
  );
}

function keyUse(sid: string, actions: readonly string[], scope: AwsScope, bucketArn: string): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: regionalArn(scope, "kms", "key/*"),
    Condition: {
      StringEquals: { "kms:ViaService": s3Service(scope, scope.region) },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
    },
  };
}

/** Lets the role encrypt replicas with the standby's key, which is another account's when the standby is. */
export function replicationMayUseKey(
  { principal, roleArn }: ReplicationSender,
  destination: AwsScope,
): PolicyStatement {
  return {
    Sid: "ReplicasAreEncryptedWithThisKey",
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: ["kms:Encrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:ViaService": s3Service(destination, destination.region) },
      ArnEquals: { "aws:PrincipalArn": roleArn },
    },
  };
}
