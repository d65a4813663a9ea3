/** Buckets. Immutable inputs: AWS provider 7.x, "Forces new resource"; deletion: Amazon S3 API, `BucketNotEmpty`. */
import { textAt } from "../cloud/values.ts";
import { anyKey } from "./keysAndLogs.ts";
import type { Models, Reference, ResourceModel } from "./types.ts";

export const BUCKET = "aws:s3/bucket:Bucket";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const bucketReference: Reference = { path: "bucket", to: [{ type: BUCKET }] };

/** One part of a bucket's configuration; a bucket has each once. */
const part = (...further: Reference[]): ResourceModel => ({
  required: ["bucket"],
  immutable: ["bucket"],
  references: [bucketReference, ...further],
  unique: ({ inputs }) => textAt(inputs, "bucket"),
  within: "partition",
});

export const STORAGE: Models = {
  [BUCKET]: {
    immutable: ["bucket", "bucketPrefix", "objectLockEnabled"],
    unique: ({ outputs }) => textAt(outputs, "bucket"),
    within: "partition",
    stateful: true,
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": part(),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": part(),
  [VERSIONING]: part(),
  "aws:s3/bucketPolicy:BucketPolicy": part(),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": part(),
  "aws:s3/bucketLogging:BucketLogging": part({ path: "targetBucket", to: [{ type: BUCKET }] }),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": part(),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": part(
    anyKey("rules[*].applyServerSideEncryptionByDefault.kmsMasterKeyId"),
  ),
};
