import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { makeCompanions } from "../components/shared/bucketCompanions.ts";
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
  makeCompanions(
    name,
    {
      bucket,
      ...(args.keyArn !== undefined && { keyArn: args.keyArn }),
      policy: JSON.stringify(args.policy),
      lifecycle: {
        id: "expire",
        status: "Enabled",
        filter: {},
        ...(args.days === undefined ? {} : { expiration: { days: args.days } }),
        noncurrentVersionExpiration: { noncurrentDays: args.noncurrentDays },
        abortIncompleteMultipartUpload: { daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS },
      },
    },
    kept,
  );
  return bucket;
}
