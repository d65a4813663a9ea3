import { expect } from "chai";
import { policyDocument } from "../../../components/shared/iam.ts";
import { denyParameters } from "../../../components/shared/nodeParameters.ts";
import { decide } from "../../support/iam/evaluate.ts";

/** The actions of AmazonSSMManagedInstanceCore that this is about, as AWS allows them: on everything. */
const core = policyDocument({
  Effect: "Allow",
  Action: [
    "ssm:GetDocument",
    "ssm:GetManifest",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "ec2messages:GetMessages",
  ],
  Resource: "*",
});
/** A right that somebody gives to nodes one day. */
const careless = policyDocument({ Effect: "Allow", Action: "ssm:*", Resource: "*" });

describe("the role of nodes", () => {
  const policies = [core, careless, denyParameters()];

  for (const action of ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"]) {
    for (const parameter of [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/payroll/database/password",
      "arn:aws:ssm:us-east-2:444455556666:parameter/shared",
      "arn:aws:ssm:eu-west-1::parameter/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id",
    ]) {
      it(`may not read ${parameter} (ssm:${action})`, () => {
        expect(decide(policies, { action: `ssm:${action}`, resource: parameter })).to.equal("denied");
      });
    }
  }

  for (const action of [
    "ssm:UpdateInstanceInformation",
    "ssm:GetDocument",
    "ssm:GetManifest",
    "ssmmessages:OpenDataChannel",
    "ec2messages:GetMessages",
  ]) {
    it(`may still be reached through Session Manager (${action})`, () => {
      expect(decide([core, denyParameters()], { action, resource: "*" })).to.equal("allowed");
    });
  }
});
