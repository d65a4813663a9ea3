import { expect } from "chai";
import { type Finding, type PolicyReport, Unknown } from "../../../preview/plan.ts";
import { renderPolicies } from "../../../preview/render/policies.ts";
import { renderClosing } from "../../../preview/render/report.ts";
import { PLAIN_LAYOUT } from "../../../preview/render/text.ts";
import { judge } from "../../../preview/render/verdict.ts";
import { NOTHING_FOUND, planOf, resource, smallPlan, urnOf } from "../../support/plans.ts";

const VPC = urnOf("aws:ec2/vpc:Vpc", "network-vpc");
const SUBNET = urnOf("aws:ec2/subnet:Subnet", "network-private-a");
const ROLE = urnOf("aws:iam/role:Role", "shop-role");

function found(...findings: readonly Partial<Finding>[]): PolicyReport {
  return {
    ...NOTHING_FOUND,
    findings: findings.map((finding) => ({
      pack: "test-pack",
      rule: "a-rule",
      level: "mandatory",
      message: "no",
      ...finding,
    })),
  };
}

const render = (report: PolicyReport, unknowns = false): string =>
  renderPolicies(smallPlan(), report, { unknowns }, PLAIN_LAYOUT);

describe("the policy section", () => {
  it("says which packs ran and that nothing is wrong", () => {
    expect(render(NOTHING_FOUND)).to.equal("Policies: checked by test-pack (3 rules)\n  No violation.");
  });

  it("does not claim to have checked anything when no pack ran", () => {
    expect(render({ findings: [], packs: {} })).to.include("no policy pack ran");
  });

  it("groups findings by rule, the shared message once, each with its place in the tree", () => {
    const report = found({ urn: VPC, message: "must be tagged" }, { urn: SUBNET, message: "must be tagged" });
    expect(render(report).split("\n").slice(2)).to.deep.equal([
      "  VIOLATION  a-rule (test-pack)  2 findings",
      "    must be tagged",
      "    at network > ec2 Vpc vpc",
      "    at network > ec2 Subnet private-a",
    ]);
  });

  it("gives each place its own message where they differ", () => {
    const report = found({ urn: VPC, message: "one" }, { urn: SUBNET, message: "two" });
    expect(render(report).split("\n").slice(3)).to.deep.equal([
      "    at network > ec2 Vpc vpc",
      "      one",
      "    at network > ec2 Subnet private-a",
      "      two",
    ]);
  });

  it("puts violations before advice, whatever the order of the findings", () => {
    const text = render(found({ rule: "hint", level: "advisory" }, { rule: "must" }));
    expect(text.indexOf("VIOLATION  must")).to.be.greaterThan(0).and.lessThan(text.indexOf("ADVICE  hint"));
  });

  it("names the whole stack for a finding without a resource", () => {
    expect(render(found({}))).to.include("at the whole stack");
  });

  it("wraps long messages within the width instead of cutting them", () => {
    const message = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ");
    const lines = render(found({ message })).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(100);
    expect(lines.join(" ")).to.include("word59");
  });

  it("only counts what could not be decided, unless the unknowns are asked for", () => {
    const report = found({ level: "advisory", undecided: true, urn: VPC, message: "tags: not known" });
    expect(render(report)).to.include("1 check could not decide").and.not.include("tags: not known");
    expect(render(report, true).replace(/\s+/g, " "))
      .to.include("UNDECIDED a-rule")
      .and.include("tags: not known")
      .and.include("network > ec2 Vpc vpc")
      .and.include("No IAM document is among them");
  });

  it("says so when every rule could decide although ids are unknown", () => {
    expect(render(NOTHING_FOUND, true))
      .to.include("Every rule could decide")
      .and.include("1 policy document, all legible");
  });

  it("makes a violation of an IAM document that no rule could read", () => {
    const text = render(
      found({ level: "advisory", undecided: true, urn: ROLE, message: "policy: not known" }),
      true,
    ).replace(/\s+/g, " ");
    expect(text).to.include("IAM UNDECIDED a-rule").and.not.include("No IAM document is among them");
  });
});

describe("the verdict", () => {
  it("fails when a policy document is not known, or in part, although no rule asked for it", () => {
    for (const policy of [Unknown.instance, { Statement: [{ Resource: [Unknown.instance] }] }]) {
      const plan = planOf([resource("aws:sqs/queuePolicy:QueuePolicy", "q", { inputs: { policy } })]);
      expect(judge(plan, NOTHING_FOUND).exitCode).to.equal(1);
      expect(renderPolicies(plan, NOTHING_FOUND, { unknowns: true }, PLAIN_LAYOUT))
        .to.include("IAM UNDECIDED  policy-document-known")
        .and.include("at sqs QueuePolicy q");
    }
  });

  const exitOf = (report: PolicyReport): number => judge(smallPlan(), report).exitCode;

  it("passes a stack with nothing but advice and undecided checks", () => {
    expect(exitOf(found({ level: "advisory" }, { level: "advisory", undecided: true, urn: VPC }))).to.equal(0);
  });

  it("fails a stack with one mandatory finding", () => {
    expect(exitOf(found({ level: "advisory" }, { urn: VPC }))).to.equal(1);
  });

  it("fails when an IAM rule, or a rule about an IAM resource, could not decide", () => {
    expect(exitOf(found({ level: "advisory", undecided: true, rule: "iam-no-wildcards", urn: VPC }))).to.equal(1);
    expect(exitOf(found({ level: "advisory", undecided: true, urn: ROLE }))).to.equal(1);
  });

  it("is in the last line, with the exit code's meaning", () => {
    const closing = (report: PolicyReport): string => renderClosing(smallPlan(), report, PLAIN_LAYOUT);
    expect(closing(NOTHING_FOUND)).to.equal(
      "prod: 7 resources, 0 violations: checked offline by 3 rules of 1 policy pack (exit 0)",
    );
    expect(closing(found({}, { level: "advisory" }))).to.equal(
      "prod: 7 resources, 1 violation, 1 piece of advice: a mandatory rule is broken (exit 1)",
    );
    expect(closing(found({ level: "advisory", undecided: true, urn: ROLE }))).to.match(
      /1 IAM check undecided \(exit 1\)$/,
    );
  });
});
