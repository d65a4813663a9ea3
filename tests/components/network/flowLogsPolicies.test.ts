import { expect } from "chai";
import { flowLogsDelivery, flowLogsTrust } from "../../../components/network/flowLogsPolicies.ts";
import type { AwsScope } from "../../../components/shared/aws.ts";

const scope: AwsScope = { region: "us-gov-west-1", accountId: "111122223333", partition: "aws-us-gov" };

describe("the flow logs role", () => {
  it("is assumed by flow logs of this account and region only", () => {
    expect(flowLogsTrust(scope)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws-us-gov:ec2:us-gov-west-1:111122223333:vpc-flow-log/*" },
          },
        },
      ],
    });
  });

  it("writes to its own log group, and cannot make one", () => {
    const group = "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/aws/vpc/atlas/flow-logs";
    expect(flowLogsDelivery(scope, "/aws/vpc/atlas/flow-logs")).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteToThisGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [group, `${group}:*`],
        },
        {
          Sid: "FindTheGroup",
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:*",
        },
      ],
    });
  });
});
