import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "./iam.ts";

/** What every bucket here has, whatever is in it. */
export interface CompanionArgs {
  readonly bucket: aws.s3.Bucket;
  /** Key of its objects; without one, S3's own (log delivery cannot use another). */
  readonly keyArn?: pulumi.Input<string>;
  /** As an object, in which a value that is not known yet leaves the rest legible; or, where all is known, as JSON. */
  readonly policy: pulumi.Input<PolicyDocument<pulumi.Input<string>>> | string;
  readonly lifecycle: aws.types.input.s3.BucketLifecycleConfigurationRule;
}

/**
 * The resources that S3 configures a bucket by: versions, encryption, no public access, no ACLs, a policy and a
 * lifecycle. A bucket is fit for use when all of them are there.
 */
export function makeCompanions(
  name: string,
  { bucket, keyArn, policy, lifecycle }: CompanionArgs,
  options: pulumi.CustomResourceOptions,
): { readonly versioning: aws.s3.BucketVersioning; readonly all: readonly pulumi.Resource[] } {
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  const publicAccess = new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  return {
    versioning,
    all: [
      versioning,
      publicAccess,
      new aws.s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        { bucket: bucket.bucket, rules: [encryptionRule(keyArn)] },
        options,
      ),
      new aws.s3.BucketOwnershipControls(
        `${name}-ownership`,
        { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        options,
      ),
      new aws.s3.BucketPolicy(
        `${name}-policy`,
        { bucket: bucket.bucket, policy: policy as pulumi.Input<aws.types.input.iam.PolicyDocument> | string },
        // S3 refuses two changes to who may access a bucket at once.
        { ...options, dependsOn: [publicAccess] },
      ),
      new aws.s3.BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        { bucket: bucket.bucket, rules: [lifecycle] },
        // A rule about versions needs a bucket that has them.
        { ...options, dependsOn: [versioning] },
      ),
    ],
  };
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
