import * as aws from "@pulumi/aws";
import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument, serviceTrust } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";
import type { MonitoringContext } from "./args.ts";
import { makeMetricDelivery } from "./metricDelivery.ts";
import { metricDeliveryNames } from "./metricDeliveryDocuments.ts";

/**
 * Sends CloudWatch's metrics, as they come, to a delivery stream: to one that is there already, that of a data lake or of
 * a vendor, or to one of this stack's own that keeps them in a bucket.
 *
 * @throws Error where the stream that is there is in another account or region, which CloudWatch does not send to
 */
export function makeMetricStream(context: MonitoringContext): aws.cloudwatch.MetricStream | undefined {
  const { name, parent, scope, clusterName, config } = context;
  if (config.metricStream === undefined) return undefined;
  const { namespaces, destination } = config.metricStream;
  if (destination.kind === "given") checkPlace(scope, destination.firehoseArn);

  const delivery = destination.kind === "own" ? makeMetricDelivery(context, destination.retentionDays) : undefined;
  // By its name where it is our own: the document is known before the delivery stream is there.
  const firehoseArn =
    destination.kind === "own" ? metricDeliveryNames(scope, clusterName).deliveryStreamArn : destination.firehoseArn;
  const role = new aws.iam.Role(
    `${name}-metric-stream`,
    {
      name: platformNames(clusterName).metricStreamRole,
      description: "Puts CloudWatch's metrics into a delivery stream",
      assumeRolePolicy: JSON.stringify(metricStreamTrust(scope)),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-metric-stream`,
    { role: role.name, policy: JSON.stringify(metricStreamPolicy(firehoseArn)) },
    { parent },
  );
  return new aws.cloudwatch.MetricStream(
    `${name}-metric-stream`,
    {
      name: clusterName,
      firehoseArn: delivery?.arn ?? firehoseArn,
      roleArn: role.arn,
      // Vendors take OpenTelemetry's binary format; lines of JSON are what Athena and people read from a bucket.
      outputFormat: destination.kind === "own" ? "json" : "opentelemetry1.0",
      includeFilters: namespaces.map((namespace) => ({ namespace })),
    },
    { parent, dependsOn: [policy] },
  );
}

/** Who may take the role: CloudWatch, for streams of this account and region. Source: Amazon CloudWatch User Guide, "Trust between CloudWatch and Firehose". */
export function metricStreamTrust(scope: AwsScope): PolicyDocument {
  return serviceTrust("streams.metrics.cloudwatch.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": scope.accountId },
    ArnLike: { "aws:SourceArn": regionalArn(scope, "cloudwatch", "metric-stream/*") },
  });
}

/** What the role may do: put records into that one delivery stream. */
export function metricStreamPolicy(firehoseArn: string): PolicyDocument {
  return policyDocument({
    Sid: "PutMetrics",
    Effect: "Allow",
    Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
    Resource: firehoseArn,
  });
}

function checkPlace(scope: AwsScope, firehoseArn: string): void {
  const here = regionalArn(scope, "firehose", "deliverystream/");
  if (firehoseArn.startsWith(here)) return;
  throw new Error(
    `monitoring.metricStream.firehoseArn: is ${firehoseArn}; allowed is a delivery stream of this account and region: ${here}...`,
  );
}
