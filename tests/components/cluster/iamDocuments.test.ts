import { expect } from "chai";
import {
  autoScalingMayUseKey,
  clusterTrust,
  nodeTrust,
  volumeKeyUse,
} from "../../../components/cluster/iamDocuments.ts";
import { TEST_SCOPE } from "../../support/harness.ts";

const CHINA = { region: "cn-north-1", accountId: "111122223333", partition: "aws-cn" } as const;

describe("the cluster's IAM documents", () => {
  it("let EKS tag its sessions only where Auto Mode needs it", () => {
    expect(clusterTrust(false).Statement).to.deep.equal([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(clusterTrust(true).Statement).to.deep.equal([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
    ]);
  });

  it("trust EC2 by the name it has in the partition", () => {
    expect(nodeTrust("aws").Statement[0]?.Principal).to.deep.equal({ Service: "ec2.amazonaws.com" });
    expect(nodeTrust("aws-us-gov").Statement[0]?.Principal).to.deep.equal({ Service: "ec2.amazonaws.com" });
    expect(nodeTrust("aws-cn").Statement[0]?.Principal).to.deep.equal({ Service: "ec2.amazonaws.com.cn" });
  });

  it("let one service-linked role of this account use the volume key, and lend it to AWS only", () => {
    const [use, lend, ...others] = autoScalingMayUseKey(TEST_SCOPE);
    expect(others).to.be.empty;
    const role =
      "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    for (const statement of [use, lend]) {
      expect(statement?.Condition).to.deep.include({
        ArnEquals: { "aws:PrincipalArn": role },
        StringEquals: { "kms:CallerAccount": "111122223333" },
      });
    }
    expect(use?.Action).to.not.include("kms:CreateGrant");
    expect(lend?.Action).to.equal("kms:CreateGrant");
    expect(lend?.Condition?.["Bool"]).to.deep.equal({ "kms:GrantIsForAWSResource": "true" });
  });

  it("limit the use of the volume key to the key of our alias and to EC2", () => {
    const { Statement } = volumeKeyUse(TEST_SCOPE, "atlas-volumes");
    expect(Statement).to.have.length(2);
    for (const { Resource, Condition } of Statement) {
      expect(Resource).to.equal("arn:aws:kms:eu-west-1:111122223333:key/*");
      expect(Condition).to.deep.include({
        StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/atlas-volumes" },
      });
    }
    const lend = Statement.find(({ Action }) => Action === "kms:CreateGrant");
    expect(lend?.Condition?.["Bool"]).to.deep.equal({ "kms:GrantIsForAWSResource": "true" });
  });

  it("name EC2 in China as KMS does there", () => {
    expect(volumeKeyUse(CHINA, "x").Statement[0]?.Condition?.["StringEquals"]).to.deep.equal({
      "kms:ViaService": "ec2.cn-north-1.amazonaws.com.cn",
    });
  });
});
