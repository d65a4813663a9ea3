import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { volumeKeyAliasOf } from "../../components/cluster/restoreAccess.ts";
import { platformNames } from "../../components/shared/names.ts";
import { BUCKET_READS } from "./read.ts";
import { platformBuckets, type EnvironmentScope } from "./scope.ts";

/** What a deployment does with buckets. What is in them is Velero's and Firehose's. */
export const BUCKET_CHANGES = [
  "s3:CreateBucket",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketLogging",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
] as const;

/**
 * The buckets of backups and of metrics. Emptying them, and deleting the keys without which backups and their snapshots
 * cannot be read, is for environments that come and go. Elsewhere it is denied, so that no policy of a bucket or key that
 * a deployment writes gives it back.
 *
 * It takes the same calls to make a bucket and to change how long it keeps old versions, where it copies them and whom
 * it lets in: IAM tells them apart by nothing. Object Lock is what stands against a deployment that means harm.
 */
export function backupsPolicy(context: EnvironmentScope): PolicyDocument {
  const buckets = platformBuckets(context);
  const objects = buckets.map((bucket) => `${bucket}/*`);
  return policyDocument(
    { Sid: "ManageBuckets", Effect: "Allow", Action: [...BUCKET_CHANGES, ...BUCKET_READS], Resource: buckets },
    ...(context.environment.mayEmptyBackups
      ? [
          {
            Sid: "EmptyBuckets",
            Effect: "Allow" as const,
            Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
            Resource: objects,
          },
        ]
      : [
          {
            Sid: "ObjectsStay",
            Effect: "Deny" as const,
            Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject*"],
            Resource: objects,
          },
          {
            Sid: "KeysOfBackupsStay",
            Effect: "Deny" as const,
            Action: [...KEY_ENDINGS],
            Resource: "*",
            Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": backupKeyAliases(context) } },
          },
        ]),
  );
}

/** What takes a key from those who read with it. An alias comes first: who takes it off makes the key nobody's. */
const KEY_ENDINGS = [
  "kms:DeleteAlias",
  "kms:Disable*",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:UpdateAlias",
] as const;

/** Keys of the bucket of backups and its standby, and of the volumes whose snapshots backups hold. */
export function backupKeyAliases({ environment: { clusterName } }: EnvironmentScope): string[] {
  return [platformNames(clusterName).veleroKeyAlias, volumeKeyAliasOf(clusterName)].map((name) => `alias/${name}`);
}
