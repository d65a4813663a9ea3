import { readFileSync } from "node:fs";
import type { PolicyPackConfig } from "@pulumi/policy";
import { expect } from "chai";
import { pack } from "../../../policies/aws/pack.ts";
import { runPack } from "../../support/policies.ts";
import { allCases, plansOf } from "./allCases.ts";

const tier = (name: string): PolicyPackConfig =>
  JSON.parse(
    readFileSync(new URL(`../../../policies/aws/config/${name}.json`, import.meta.url), "utf8"),
  ) as PolicyPackConfig;

const plan = [
  { type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", props: { retentionInDays: 30 } },
  { type: "aws:kms/key:Key", name: "key", props: { enableKeyRotation: true, deletionWindowInDays: 7 } },
  { type: "aws:s3/bucket:Bucket", name: "data", props: { bucket: "data", forceDestroy: true } },
];

async function rules(name: string): Promise<string[]> {
  const findings = await runPack(pack, plan, tier(name));
  return findings.map(({ rule }) => rule);
}

describe("the tiers of the AWS policy pack", () => {
  it("loosen nothing in prod", () => {
    expect(tier("prod")).to.deep.equal({});
  });

  it("refuse in prod what staging and dev may do", async () => {
    expect(await rules("prod")).to.include.members([
      "cloudwatch-log-group-retention",
      "kms-key-deletion-window",
      "resource-protection",
      "s3-bucket-force-destroy",
    ]);
  });

  it("let staging be taken down, but keep its data from being swept away", async () => {
    const found = await rules("staging");
    expect(found).to.not.include.members(["resource-protection"]);
    expect(found).to.not.include("cloudwatch-log-group-retention");
    expect(found).to.include.members(["s3-bucket-force-destroy", "s3-bucket-access-logging"]);
  });

  it("keep encryption and public access in dev", async () => {
    const found = await rules("dev");
    expect(found).to.not.include("s3-bucket-force-destroy");
    expect(found).to.include.members([
      "s3-bucket-encryption",
      "s3-bucket-public-access-block",
      "s3-bucket-transport-encryption",
      "cloudwatch-log-group-encryption",
    ]);
  });

  it("never loosen what keeps intruders out", () => {
    const kept = [
      "iam-",
      "ec2-",
      "eks-",
      "kms-key-policy",
      "resource-policy",
      "s3-bucket-public",
      "s3-bucket-encryption",
    ];
    const loosened = ["dev", "staging", "drill"].flatMap((name) => Object.keys(tier(name)));
    expect(loosened).to.not.be.empty;
    expect(loosened.filter((rule) => kept.some((prefix) => rule.startsWith(prefix)))).to.deep.equal([]);
  });

  it("give every parameter a value that its rule takes", async () => {
    for (const name of ["dev", "staging", "prod", "drill"]) {
      // One plan for each rule has a resource of every type that a rule looks for.
      for (const tried of allCases.flatMap((cases) => plansOf(cases).slice(0, 1))) {
        const findings = await runPack(pack, tried, tier(name));
        expect(findings.filter(({ message }) => message.includes("policy configuration:"))).to.deep.equal([]);
      }
    }
  });
});
