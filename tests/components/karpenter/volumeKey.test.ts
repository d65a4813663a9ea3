import { expect } from "chai";
import { volumeKeyStatements } from "../../../components/karpenter/volumeKey.ts";
import { keyPolicy } from "../../../components/shared/encryptionKey.ts";
import type { PolicyDocument } from "../../../components/shared/iam.ts";
import { decideByResource } from "../../support/iam/evaluate.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";

const ACCOUNT = "arn:aws:iam::111122223333";
const CONTROLLER = `${ACCOUNT}:role/atlas-karpenter-controller`;
const SPOT = `${ACCOUNT}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`;
/** What EC2 does with a key in the name of whoever starts an instance. Source: Amazon EBS User Guide, "How Amazon EBS encryption works". */
const USES = [
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:Encrypt",
  "kms:DescribeKey",
];

function use(document: PolicyDocument, arn: string, action: string, context: Record<string, string> = {}): boolean {
  return (
    decideByResource(
      document,
      { arn },
      {
        action,
        resource: "arn:aws:kms:eu-west-1:111122223333:key/1",
        context: {
          "aws:PrincipalArn": arn,
          "kms:CallerAccount": "111122223333",
          "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
          "kms:GrantIsForAWSResource": "true",
          ...context,
        },
      },
    ) === "allowed"
  );
}

const facts: Record<string, (document: PolicyDocument) => boolean> = {
  ...Object.fromEntries(
    [...USES, "kms:CreateGrant"].flatMap((action) => [
      [
        `lets EC2 encrypt for the controller (${action})`,
        (document: PolicyDocument) => use(document, CONTROLLER, action),
      ],
      [
        `lets EC2 encrypt for its role for spot instances (${action})`,
        (document: PolicyDocument) => use(document, SPOT, action),
      ],
      [
        `does not let the controller use the key itself (${action})`,
        (document: PolicyDocument) => !use(document, CONTROLLER, action, { "kms:ViaService": "" }),
      ],
      [
        `does not let another role use it through EC2 (${action})`,
        (document: PolicyDocument) => !use(document, `${ACCOUNT}:role/app`, action),
      ],
      [
        `does not let a role of another account use it (${action})`,
        (document: PolicyDocument) => !use(document, CONTROLLER, action, { "kms:CallerAccount": "444455556666" }),
      ],
      [
        `does not let another service use it (${action})`,
        (document: PolicyDocument) =>
          !use(document, CONTROLLER, action, { "kms:ViaService": "rds.eu-west-1.amazonaws.com" }),
      ],
    ]),
  ),
  "lends the key to AWS's services alone (kms:CreateGrant)": (document) =>
    !use(document, CONTROLLER, "kms:CreateGrant", { "kms:GrantIsForAWSResource": "false" }),
  "lets nobody by this delete the key (kms:ScheduleKeyDeletion)": (document) =>
    !use(document, CONTROLLER, "kms:ScheduleKeyDeletion"),
};

describe("the key policy of the volumes of Karpenter's nodes", () => {
  const ours = keyPolicy(TEST_SCOPE, volumeKeyStatements(TEST_SCOPE, "atlas"));
  for (const [sentence, holds] of Object.entries(facts)) {
    it(sentence, () => {
      expect(holds(ours)).to.equal(true);
    });
  }
  for (const { what, documents } of mutationsOf([ours]).filter(({ what: name }) => !name.startsWith("AccountIam"))) {
    it(`is known by these facts from one that has ${what}`, () => {
      expect(Object.values(facts).every((holds) => holds(documents[0]!))).to.equal(false);
    });
  }
  it("names China's EC2 in China", () => {
    const chinese = JSON.stringify(
      volumeKeyStatements({ ...TEST_SCOPE, region: "cn-north-1", partition: "aws-cn" }, "atlas"),
    );
    expect(chinese).to.include("ec2.cn-north-1.amazonaws.com.cn").and.to.include("arn:aws-cn:iam::111122223333:role/");
  });
});
