import { type AwsScope, regionalArn } from "../shared/aws.ts";
import { type PolicyDocument, policyDocument, serviceTrust } from "../shared/iam.ts";

/**
 * Lets the flow logs of this account and region, and of no other, assume the delivery role.
 * Source: Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs".
 */
export function flowLogsTrust(scope: AwsScope): PolicyDocument {
  return serviceTrust("vpc-flow-logs.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": scope.accountId },
    // The id of a flow log is not known before it is made, and making it needs this role.
    ArnLike: { "aws:SourceArn": regionalArn(scope, "ec2", "vpc-flow-log/*") },
  });
}

/**
 * What delivery needs. AWS's example also allows to create log groups, everywhere; without it a deleted group cannot
 * come back unencrypted and without retention.
 * Source: as above.
 */
export function flowLogsDelivery(scope: AwsScope, logGroupName: string): PolicyDocument {
  const group = regionalArn(scope, "logs", `log-group:${logGroupName}`);
  return policyDocument(
    {
      Sid: "WriteToThisGroup",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      // Log streams are named below their group.
      Resource: [group, `${group}:*`],
    },
    {
      Sid: "FindTheGroup",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      // Listing cannot be limited to one group.
      Resource: regionalArn(scope, "logs", "log-group:*"),
    },
  );
}
