import { expect } from "chai";
import { controllerPolicies } from "../../../components/karpenter/controllerPolicies.ts";
import type { AwsScope } from "../../../components/shared/aws.ts";
import { MANAGED_POLICY_MAX_CHARACTERS } from "../../../components/shared/iam.ts";
import { maxClusterNameLength } from "../../../components/shared/names.ts";
import { mayAll } from "../../support/iam/evaluate.ts";
import { mutationsOf } from "../../support/iam/mutations.ts";
import { proofsFor } from "./proofs.ts";

const scopes: Record<string, AwsScope> = {
  "AWS's commercial partition": { region: "eu-west-1", accountId: "111122223333", partition: "aws" },
  "AWS in China": { region: "cn-northwest-1", accountId: "111122223333", partition: "aws-cn" },
  "AWS GovCloud": { region: "us-gov-west-1", accountId: "111122223333", partition: "aws-us-gov" },
};

for (const [place, scope] of Object.entries(scopes)) {
  describe(`the Karpenter controller in ${place}`, () => {
    const documents = Object.values(controllerPolicies(scope, "atlas"));
    for (const { sentence, allowed, requests } of proofsFor(scope, "atlas")) {
      it(sentence, () => {
        expect(mayAll(documents, requests)).to.equal(allowed);
      });
    }

    it("has policies that IAM takes for the longest cluster name", () => {
      const policies = Object.entries(controllerPolicies(scope, "c".repeat(maxClusterNameLength())));
      expect(policies).to.have.lengthOf(6);
      for (const [name, document] of policies) {
        expect(JSON.stringify(document).length, name).to.be.at.most(MANAGED_POLICY_MAX_CHARACTERS);
      }
    });
  });
}

describe("the proofs of the controller's permissions", () => {
  const scope: AwsScope = { region: "cn-north-1", accountId: "111122223333", partition: "aws-cn" };
  const proofs = proofsFor(scope, "atlas");
  const oneFails = (documents: Parameters<typeof mayAll>[0]) =>
    proofs.some(({ allowed, requests }) => mayAll(documents, requests) !== allowed);

  for (const { what, documents } of mutationsOf(Object.values(controllerPolicies(scope, "atlas")))) {
    it(`notice a policy that has ${what}`, () => {
      expect(oneFails(documents)).to.equal(true);
    });
  }
});
