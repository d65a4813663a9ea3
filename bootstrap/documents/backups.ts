import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
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

/** The buckets of backups and of metrics. Emptying them is for environments that come and go. */
export function backupsPolicy(context: EnvironmentScope): PolicyDocument {
  const buckets = platformBuckets(context);
  return policyDocument(
    { Sid: "ManageBuckets", Effect: "Allow", Action: [...BUCKET_CHANGES, ...BUCKET_READS], Resource: buckets },
    ...(context.environment.mayEmptyBackups
      ? [
          {
            Sid: "EmptyBuckets",
            Effect: "Allow" as const,
            Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
            Resource: buckets.map((bucket) => `${bucket}/*`),
          },
        ]
      : []),
  );
}
