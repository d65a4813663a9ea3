import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../shared/iam.ts";
import { platformNames } from "../shared/names.ts";

/**
 * What the collector may do: write to streams of the two log groups. It makes no groups, so it needs nothing else.
 * Source: Fluent Bit documentation, "Amazon CloudWatch", permissions.
 */
export function fluentBitPolicy(scope: AwsScope, clusterName: string): PolicyDocument {
  const { platformLogGroup, applicationLogGroup } = platformNames(clusterName);
  return policyDocument({
    Sid: "WriteContainerLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    // The star stands for the streams of a group, which are named after pods.
    Resource: [platformLogGroup, applicationLogGroup].map((group) =>
      regionalArn(scope, "logs", `log-group:${group}:*`),
    ),
  });
}
