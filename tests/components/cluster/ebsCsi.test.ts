import { expect } from "chai";
import { addonConfiguration } from "../../../components/cluster/addonConfiguration.ts";
import { ebsCsiAccess } from "../../../components/cluster/ebsCsi.ts";
import type { AwsScope } from "../../../components/shared/aws.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../../../components/shared/iam.ts";
import { maxClusterNameLength } from "../../../components/shared/names.ts";
import { mayAll } from "../../support/iam/evaluate.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";
import { proofsFor } from "./ebsCsiProofs.ts";

const scopes: Record<string, AwsScope> = {
  "AWS's commercial partition": { region: "eu-west-1", accountId: "111122223333", partition: "aws" },
  "AWS in China": { region: "cn-northwest-1", accountId: "111122223333", partition: "aws-cn" },
  "AWS GovCloud": { region: "us-gov-west-1", accountId: "111122223333", partition: "aws-us-gov" },
};

for (const [place, scope] of Object.entries(scopes)) {
  describe(`the EBS CSI driver in ${place}`, () => {
    const document = ebsCsiAccess(scope, "atlas");
    for (const { sentence, allowed, requests } of proofsFor(scope, "atlas")) {
      it(sentence, () => {
        expect(mayAll([document], requests)).to.equal(allowed);
      });
    }

    it("has a policy that IAM takes for the longest cluster name", () => {
      const longest = ebsCsiAccess(scope, "c".repeat(maxClusterNameLength()));
      expect(JSON.stringify(longest).length).to.be.at.most(MANAGED_POLICY_MAX_CHARACTERS);
    });
  });
}

describe("the proofs of the EBS CSI driver's permissions", () => {
  const scope: AwsScope = { region: "eu-west-1", accountId: "111122223333", partition: "aws" };
  const proofs = proofsFor(scope, "atlas");

  for (const { what, documents } of mutationsOf([ebsCsiAccess(scope, "atlas")])) {
    it(`notice a policy that has ${what}`, () => {
      expect(proofs.some(({ allowed, requests }) => mayAll(documents, requests) !== allowed)).to.equal(true);
    });
  }
});

describe("the tags that the EBS CSI driver sets", () => {
  it("are those without which it may make nothing, and none that it refuses to set", () => {
    const configured = addonConfiguration("aws-ebs-csi-driver", { clusterName: "atlas", dedicatedSystemNodes: true });
    const { extraVolumeTags } = configured?.controller as { extraVolumeTags: Record<string, string> };
    const request = {
      action: "ec2:CreateVolume",
      resource: "arn:aws:ec2:eu-west-1:111122223333:volume/*",
      context: Object.fromEntries(
        Object.entries(extraVolumeTags).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
      ),
    };
    expect(mayAll([ebsCsiAccess(scopes["AWS's commercial partition"]!, "atlas")], [request])).to.equal(true);
    // Prefixes the driver keeps to itself, and characters that would end a tag in its argument.
    for (const tag of Object.entries(extraVolumeTags)) {
      expect(tag.join("=")).to.not.match(/^(kubernetes\.io|ebs\.csi\.aws\.com\/|CSIVolume)|[,\s"{]/);
    }
  });
});
