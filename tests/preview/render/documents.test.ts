import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { isUnread, policyDocuments } from "../../../preview/render/documents.ts";
import { planOf } from "../../support/harness.ts";

/** Whether the one document that the program makes can be read before its first deployment. */
async function unread(statement: (keyArn: pulumi.Output<string>) => object): Promise<boolean> {
  const plan = await planOf(
    () => {
      const key = new aws.kms.Key("key");
      new aws.s3.BucketPolicy("policy", {
        bucket: "bucket",
        policy: { Version: "2012-10-17", Statement: [statement(key.arn)] } as pulumi.Input<aws.iam.PolicyDocument>,
      });
    },
    { unknowns: true },
  );
  const documents = policyDocuments(plan);
  expect(documents).to.have.length(1);
  return documents.some(isUnread);
}

const denial = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::bucket/*" };
const grant = { ...denial, Effect: "Allow" };

describe("a policy document before the first deployment", () => {
  it("is read when all of it is known", async () => {
    expect(await unread(() => grant)).to.equal(false);
  });
  it("is read when only what a denial compares with is open", async () => {
    expect(await unread((arn) => ({ ...denial, Condition: { StringNotEquals: { key: arn } } }))).to.equal(false);
  });
  it("is unread when what a grant compares with is open", async () => {
    expect(await unread((arn) => ({ ...grant, Condition: { StringEquals: { key: arn } } }))).to.equal(true);
  });
  it("is unread when the resource of a denial is open", async () => {
    expect(await unread((arn) => ({ ...denial, Resource: arn }))).to.equal(true);
  });
  it("is unread when the whole of it hangs on something open", async () => {
    const plan = await planOf(
      () => {
        const key = new aws.kms.Key("key");
        new aws.sqs.QueuePolicy("policy", {
          queueUrl: "queue",
          policy: key.arn.apply((arn) => JSON.stringify({ Statement: [{ ...denial, Resource: arn }] })),
        });
      },
      { unknowns: true },
    );
    expect(policyDocuments(plan).map(isUnread)).to.deep.equal([true]);
  });
});
