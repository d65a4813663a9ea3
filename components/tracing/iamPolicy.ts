import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/**
 * What the collectors may do: send traces, and write the records of metrics into their own group.
 * Source: opentelemetry-collector-contrib, v0.151.0, awsxrayexporter and awsemfexporter. PutTelemetryRecords is left out,
 * which only the exporter's own statistics need, as are the sampling rules, which only its proxy asks for.
 *
 * @param metrics whether metrics are collected as well
 */
export function collectorPolicy(scope: AwsScope, clusterName: string, metrics: boolean): PolicyDocument {
  return policyDocument(
    {
      Sid: "SendTraces",
      Effect: "Allow",
      Action: "xray:PutTraceSegments",
      // X-Ray keeps the traces of an account together: this call names no resource, and can be held to the region alone.
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    ...(metrics
      ? [
          {
            Sid: "WriteMetrics",
            Effect: "Allow" as const,
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            // The star stands for the streams of the group.
            Resource: regionalArn(
              scope,
              "logs",
              `log-group:${platformNames(clusterName).applicationMetricsLogGroup}:*`,
            ),
          },
        ]
      : []),
  );
}
