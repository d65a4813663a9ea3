import { expect } from "chai";
import { simulatedCloud } from "../../../preview/cloud/index.ts";
import { providerScope } from "../../../preview/cloud/scope.ts";
import { NO_OPTIONS } from "../../../preview/defaultProviders.ts";
import type { Registration } from "../../../preview/monitor.ts";
import { type PlannedResource, type PlanValue, Unknown } from "../../../preview/plan.ts";
import type { StackFile } from "../../../preview/stackFiles.ts";

const STACK = { region: "eu-central-1", accountId: "100000000001", partition: "aws", dnsSuffix: "amazonaws.com" };
const OTHER_ACCOUNT = JSON.stringify(["200000000002"]);
const roles = (...accounts: string[]): string =>
  JSON.stringify(accounts.map((account) => ({ roleArn: `arn:aws:iam::${account}:role/standby` })));

describe("where a provider works", () => {
  it("is where the stack is when nothing else is said or known", () => {
    expect(providerScope(undefined, STACK)).to.deep.equal(STACK);
    expect(providerScope({}, STACK)).to.deep.equal(STACK);
    expect(providerScope({ region: Unknown.instance, assumeRoles: Unknown.instance }, STACK)).to.deep.equal(STACK);
  });

  it("is its own region, in the stack's account", () => {
    expect(providerScope({ region: "eu-west-1" }, STACK)).to.deep.equal({ ...STACK, region: "eu-west-1" });
  });

  it("is the account it is allowed to touch", () => {
    expect(providerScope({ allowedAccountIds: OTHER_ACCOUNT }, STACK).accountId).to.equal("200000000002");
  });

  it("is the account of the role it takes last, whatever it is allowed", () => {
    const inputs = { assumeRoles: roles("300000000003", "400000000004"), allowedAccountIds: OTHER_ACCOUNT };
    expect(providerScope(inputs, STACK).accountId).to.equal("400000000004");
  });

  it("is in its region's partition", () => {
    expect(providerScope({ region: "cn-north-1" }, STACK)).to.include({
      partition: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
    });
    expect(providerScope({ region: "us-gov-west-1" }, STACK).partition).to.equal("aws-us-gov");
  });
});

describe("the cloud of the preview", () => {
  const stackFile: StackFile = {
    project: "eks-platform",
    stack: "test",
    config: { "aws:region": STACK.region, "aws:allowedAccountIds": JSON.stringify([STACK.accountId]) },
    secretKeys: [],
  };
  const standby = "urn:pulumi:test::eks-platform::pulumi:providers:aws::standby";
  const registration = (type: string, inputs: Record<string, PlanValue>, provider?: string): Registration => ({
    urn: `urn:pulumi:test::eks-platform::${type}::one`,
    type,
    name: "one",
    custom: true,
    inputs,
    options: NO_OPTIONS,
    transforms: [],
    ...(provider !== undefined && { provider }),
  });
  const made = async (type: string, provider?: string) => {
    const inputs = { region: "eu-west-1", assumeRoles: roles("200000000002") };
    const known = new Map<string, PlannedResource>([
      [standby, { ...registration("pulumi:providers:aws", inputs), urn: standby, outputs: {} }],
    ]);
    const cloud = simulatedCloud(stackFile, { unknowns: false });
    const answer = await cloud.register(registration(type, { name: "one" }, provider), (urn) => known.get(urn));
    return answer.outputs;
  };

  it("makes a key in the region and account of its provider", async () => {
    expect((await made("aws:kms/key:Key", standby)).arn).to.match(/^arn:aws:kms:eu-west-1:200000000002:key\//);
    expect((await made("aws:kms/key:Key")).arn).to.match(/^arn:aws:kms:eu-central-1:100000000001:key\//);
  });

  it("makes a role in the account, and says of a bucket in which region it is", async () => {
    expect((await made("aws:iam/role:Role", standby)).arn).to.equal("arn:aws:iam::200000000002:role/one");
    expect(await made("aws:s3/bucket:Bucket", standby)).to.include({
      arn: "arn:aws:s3:::one",
      bucketRegionalDomainName: "one.s3.eu-west-1.amazonaws.com",
    });
  });
});
