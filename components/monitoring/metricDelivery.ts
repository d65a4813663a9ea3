import * as aws from "@pulumi/aws";
import { EncryptionKey, logGroupsMayUseKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import type { MonitoringContext } from "./args.ts";
import { makeMetricBucket } from "./metricBucket.ts";
import { deliveryPolicy, deliveryTrust, metricDeliveryNames } from "./metricDeliveryDocuments.ts";

/** Seconds and MiB that are gathered for one object: few objects, none of them late. The most Firehose allows is 900 and 128. */
const BUFFER = { seconds: 300, mebibytes: 64 } as const;

/**
 * A delivery stream of this stack's own, and the encrypted bucket it fills: one object for every few minutes, compressed,
 * under `metrics/<year>/<month>/<day>/<hour>/` in UTC.
 */
export function makeMetricDelivery(
  context: MonitoringContext,
  retentionDays: number,
): aws.kinesis.FirehoseDeliveryStream {
  const { name, parent, scope, clusterName, config, protect } = context;
  const names = metricDeliveryNames(scope, clusterName);

  const key = new EncryptionKey(
    `${name}-metrics-key`,
    {
      scope,
      description: `Metrics of ${clusterName} that are kept`,
      alias: names.keyAlias,
      statements: [logGroupsMayUseKey(scope, [names.logGroup])],
      protect,
    },
    { parent },
  );
  const { bucket, ready } = makeMetricBucket(context, names, key, retentionDays);
  const group = new aws.cloudwatch.LogGroup(
    `${name}-metrics-errors`,
    { name: names.logGroup, retentionInDays: config.logRetentionDays, kmsKeyId: key.arn },
    { parent, protect },
  );
  // Firehose writes to a stream that is there, and makes none.
  const stream = new aws.cloudwatch.LogStream(
    `${name}-metrics-errors`,
    { name: names.logStream, logGroupName: group.name },
    { parent },
  );
  const role = new aws.iam.Role(
    `${name}-metrics-delivery`,
    {
      name: platformNames(clusterName).metricDeliveryRole,
      description: "Writes CloudWatch's metrics to the bucket they are kept in",
      assumeRolePolicy: JSON.stringify(deliveryTrust(scope, clusterName)),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-metrics-delivery`,
    { role: role.name, policy: JSON.stringify(deliveryPolicy(scope, clusterName)) },
    { parent },
  );
  return new aws.kinesis.FirehoseDeliveryStream(
    `${name}-metrics-delivery`,
    {
      name: names.deliveryStream,
      destination: "extended_s3",
      // What waits in the stream.
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn },
      extendedS3Configuration: {
        roleArn: role.arn,
        bucketArn: bucket.arn,
        kmsKeyArn: key.arn,
        prefix: "metrics/",
        errorOutputPrefix: "errors/!{firehose:error-output-type}/",
        bufferingInterval: BUFFER.seconds,
        bufferingSize: BUFFER.mebibytes,
        compressionFormat: "GZIP",
        cloudwatchLoggingOptions: { enabled: true, logGroupName: group.name, logStreamName: stream.name },
      },
    },
    { parent, dependsOn: [policy, ...ready] },
  );
}
