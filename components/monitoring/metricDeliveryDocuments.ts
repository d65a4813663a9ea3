import { createHash } from "node:crypto";
import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { denyOtherKeys, denyPlainHttp } from "../shared/bucketPolicies.ts";
import { type Conditions, type PolicyDocument, policyDocument, serviceTrust } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/** What the delivery of metrics consists of, by name. All of it is known before anything is there. */
export interface MetricDeliveryNames {
  readonly bucket: string;
  /** Bucket of the logs of who accessed the first one. */
  readonly logBucket: string;
  readonly deliveryStream: string;
  /** ARN of that delivery stream. */
  readonly deliveryStreamArn: string;
  /** Log group, and the stream in it, of what could not be delivered. */
  readonly logGroup: string;
  readonly logStream: string;
  /** Alias, without `alias/`, of the key of all of it. */
  readonly keyAlias: string;
}

/** What the names of the buckets begin with; eight hexadecimal digits follow. */
export function metricBucketPrefix(clusterName: string): string {
  return `${clusterName}-metrics-`;
}

/**
 * The names of a cluster's own delivery of metrics. Names of buckets are unique among all accounts of AWS, which the
 * digits are for: they come from the account, the region and the cluster, so that documents can name the bucket.
 */
export function metricDeliveryNames(scope: AwsScope, clusterName: string): MetricDeliveryNames {
  const place = `${scope.partition}/${scope.accountId}/${scope.region}/${clusterName}`;
  const bucket = `${metricBucketPrefix(clusterName)}${createHash("sha256").update(place).digest("hex").slice(0, 8)}`;
  const deliveryStream = `${clusterName}-metrics`;
  const { metricDeliveryLogGroup, metricKeyAlias } = platformNames(clusterName);
  return {
    bucket,
    logBucket: `${bucket}-logs`,
    deliveryStream,
    deliveryStreamArn: regionalArn(scope, "firehose", `deliverystream/${deliveryStream}`),
    logGroup: metricDeliveryLogGroup,
    logStream: "DestinationDelivery",
    keyAlias: metricKeyAlias,
  };
}

/** ARN of a bucket by its name. */
export function bucketArn({ partition }: AwsScope, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/**
 * Who may take the role that delivers: Firehose, for this one delivery stream.
 * Source: Amazon Data Firehose Developer Guide, "Controlling access with Amazon Data Firehose".
 */
export function deliveryTrust(scope: AwsScope, clusterName: string): PolicyDocument {
  return serviceTrust("firehose.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": scope.accountId },
    ArnEquals: { "aws:SourceArn": metricDeliveryNames(scope, clusterName).deliveryStreamArn },
  });
}

/**
 * What that role may do: write objects into the bucket, under its key, and say what went wrong.
 * Source: Amazon Data Firehose Developer Guide, "Grant Firehose access to an Amazon S3 destination"; reading objects, which
 * is in that list, is left out: nothing here is read back.
 */
export function deliveryPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  const { bucket, logGroup, logStream, keyAlias } = metricDeliveryNames(scope, clusterName);
  const arn = bucketArn(scope, bucket);
  // Nobody else's bucket of this name will do.
  const ours: Conditions = { StringEquals: { "aws:ResourceAccount": scope.accountId } };
  return policyDocument(
    {
      Sid: "WriteMetrics",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
      Resource: `${arn}/*`,
      Condition: ours,
    },
    {
      Sid: "FindTheBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: arn,
      Condition: ours,
    },
    {
      Sid: "EncryptMetrics",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      // Any key of the account and region; the condition leaves the one with our alias, and S3 as the only way to use it.
      Resource: regionalArn(scope, "kms", "key/*"),
      Condition: {
        StringEquals: {
          "kms:ViaService": `s3.${scope.region}.amazonaws.com${scope.partition === "aws-cn" ? ".cn" : ""}`,
        },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${keyAlias}` },
      },
    },
    {
      Sid: "SayWhatWentWrong",
      Effect: "Allow",
      Action: "logs:PutLogEvents",
      Resource: regionalArn(scope, "logs", `log-group:${logGroup}:log-stream:${logStream}`),
    },
  );
}

/** Policy of the bucket: TLS only, and no key but its own. Who may write and read is said by the account's own policies. */
export function metricBucketPolicy<Text>(arn: string, keyArn: Text): PolicyDocument<string | Text> {
  return policyDocument<string | Text>(denyPlainHttp(arn), ...denyOtherKeys(arn, keyArn));
}
