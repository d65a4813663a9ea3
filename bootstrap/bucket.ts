import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../components/shared/iam.ts";

/** A bucket with everything that keeps it safe. */
export interface SafeBucketArgs {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Key of its objects; without one, S3's own (log delivery cannot use another). */
  readonly keyArn?: pulumi.Input<string>;
  readonly policy: PolicyDocument;
  /** Days current objects are kept. Default: for ever. */
  readonly days?: number;
  /** Days replaced and deleted objects are kept. */
  readonly noncurrentDays: number;
}

/** Days after which parts of uploads that were never finished go. */
const INCOMPLETE_UPLOAD_DAYS = 7;

/** Makes a bucket, versioned, encrypted, private and with a lifecycle. It is protected and stays when the stack goes. */
export function makeBucket(name: string, args: SafeBucketArgs, parent: pulumi.Resource): aws.s3.Bucket {
  const kept = { parent, retainOnDelete: true };
  const bucket = new aws.s3.Bucket(name, { bucket: args.bucketName }, { ...kept, protect: true });
  const of = { bucket: bucket.bucket };
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { ...of, versioningConfiguration: { status: "Enabled" } },
    kept,
  );
  const publicAccess = new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access`,
    { ...of, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    kept,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...of, rules: [encryptionRule(args.keyArn)] },
    kept,
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } },
    kept,
  );
  new aws.s3.BucketPolicy(
    `${name}-policy`,
    { ...of, policy: JSON.stringify(args.policy) },
    // S3 refuses two changes to who may access a bucket at once.
    { ...kept, dependsOn: [publicAccess] },
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      ...of,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: {},
          ...(args.days === undefined ? {} : { expiration: { days: args.days } }),
          noncurrentVersionExpiration: { noncurrentDays: args.noncurrentDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS },
        },
      ],
    },
    // A rule about versions needs a bucket that has them.
    { ...kept, dependsOn: [versioning] },
  );
  return bucket;
}

/** Keys that callers bring along are refused: whoever does could withhold what was stored with them. */
function encryptionRule(
  keyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
  const blockedEncryptionTypes = ["SSE-C"];
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
        blockedEncryptionTypes,
      };
}
