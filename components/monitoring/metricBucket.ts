import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { makeCompanions } from "../shared/bucketCompanions.ts";
import { logBucketPolicy } from "../shared/bucketPolicies.ts";
import type { EncryptionKey } from "../shared/encryptionKey.ts";
import type { Tier } from "../shared/tiers.ts";
import type { MonitoringContext } from "./args.ts";
import { bucketArn, metricBucketPolicy, type MetricDeliveryNames } from "./metricDeliveryDocuments.ts";

/** Days what was overwritten or deleted can still be had back, and an upload may take. */
const LEFT_BEHIND_DAYS = 7;

/** The bucket metrics are kept in, and what must be there before anything is put into it. */
export interface MadeMetricBucket {
  readonly bucket: aws.s3.Bucket;
  readonly ready: readonly pulumi.Resource[];
}

/** A bucket for metrics, with everything that keeps it safe, and one for the logs of who accessed it. */
export function makeMetricBucket(
  { name, parent, scope, tier, protect }: MonitoringContext,
  { bucket: bucketName, logBucket: logBucketName }: MetricDeliveryNames,
  key: EncryptionKey,
  retentionDays: number,
): MadeMetricBucket {
  const bucket = makeBucket(`${name}-metrics`, bucketName, tier, { parent, protect });
  const logs = makeBucket(`${name}-metrics-logs`, logBucketName, tier, { parent, protect });
  const arn = bucketArn(scope, bucketName);

  const companions = makeCompanions(
    `${name}-metrics`,
    { bucket, keyArn: key.arn, policy: metricBucketPolicy(arn, key.arn), lifecycle: expiring(retentionDays) },
    { parent },
  );
  const logCompanions = makeCompanions(
    `${name}-metrics-logs`,
    {
      bucket: logs,
      policy: logBucketPolicy({
        bucketArn: bucketArn(scope, logBucketName),
        sourceArn: arn,
        accountId: scope.accountId,
      }),
      lifecycle: expiring(retentionDays),
    },
    { parent },
  );
  const logging = new aws.s3.BucketLogging(
    `${name}-metrics-logging`,
    { bucket: bucket.bucket, targetBucket: logs.bucket, targetPrefix: "access/" },
    { parent, dependsOn: [...logCompanions.all] },
  );
  return { bucket, ready: [...companions.all, logging] };
}

function makeBucket(name: string, bucket: string, tier: Tier, options: pulumi.CustomResourceOptions): aws.s3.Bucket {
  // A dev stack comes and goes as a whole; elsewhere a bucket with something in it stands in the way of its deletion.
  const forceDestroy = tier === "dev" || tier === "drill";
  return new aws.s3.Bucket(name, { bucket, ...(forceDestroy && { forceDestroy }) }, options);
}

/** Nobody but S3 deletes what is old. */
function expiring(days: number): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "expire",
    status: "Enabled",
    filter: {},
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: LEFT_BEHIND_DAYS },
    abortIncompleteMultipartUpload: { daysAfterInitiation: LEFT_BEHIND_DAYS },
  };
}
