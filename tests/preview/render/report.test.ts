import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { type PolicyReport, Secret } from "../../../preview/plan.ts";
import { matchingUrns } from "../../../preview/render/find.ts";
import { renderJson } from "../../../preview/render/json.ts";
import { redact } from "../../../preview/render/redact.ts";
import { renderReport } from "../../../preview/render/report.ts";
import { countResources, renderSummary } from "../../../preview/render/summary.ts";
import { PLAIN_LAYOUT } from "../../../preview/render/text.ts";
import { NOTHING_FOUND, QUOTING_FINDING, SECRET, smallPlan, urnOf } from "../../support/plans.ts";

const QUOTING: PolicyReport = {
  packs: { "test-pack": 1 },
  findings: [
    { ...QUOTING_FINDING, urn: urnOf("aws:iam/role:Role", "shop-role") },
    { pack: "test-pack", rule: "whole", level: "advisory", message: "x", undecided: true },
  ],
};

describe("the report of a stack", () => {
  it("says first what kind of answer it is, and last what it comes to", () => {
    const lines = renderReport(smallPlan(), NOTHING_FOUND, { unknowns: false }, PLAIN_LAYOUT).split("\n");
    expect(lines.slice(0, 3)).to.deep.equal([
      "prod  eks-platform in eu-central-1",
      "offline preview (Pulumi's mock monitor and a simulated cloud):",
      "what the program asks for, not what an account has",
    ]);
    expect(lines.at(-1)).to.match(/exit 0\)$/);
  });

  it("has the tree, counts, messages, masked outputs and policies, in this order", () => {
    const text = renderReport(smallPlan(), NOTHING_FOUND, { unknowns: false }, PLAIN_LAYOUT);
    const places = [
      "network  NetworkComponent",
      "Counts: 7 resources",
      "  warning: Kubernetes 1.35 leaves",
      "  password  <secret>\n  vpcId     vpc-0123456789abcdef0",
      "Policies: checked by",
    ].map((part) => text.indexOf(part));
    expect(places).to.not.include(-1);
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
  });

  it("shows only what a filter matches and findings about that", () => {
    const plan = smallPlan();
    const filtered = (text: string): string =>
      renderReport(plan, QUOTING, { unknowns: false, filter: { text, urns: matchingUrns(plan, text) } }, PLAIN_LAYOUT);
    expect(filtered("subnet"))
      .to.include('1 match for "subnet" among 9 resources and components')
      .and.not.include("shop")
      .and.not.include("no-plain-password")
      .and.not.include("Counts");
    expect(filtered("iam role")).to.include("no-plain-password").and.not.include("whole");
  });

  it("counts resources by component and kind, components themselves not", () => {
    expect(countResources(smallPlan())).to.deep.equal([
      { component: "(stack)", total: 1, kinds: { "provider aws": 1 } },
      { component: "network", total: 2, kinds: { "ec2 Subnet": 1, "ec2 Vpc": 1 } },
      {
        component: "shop",
        total: 4,
        kinds: { "apps/v1 Deployment": 1, "helm Release": 1, "iam Role": 1, "v1 Secret": 1 },
      },
    ]);
    expect(renderSummary(smallPlan(), PLAIN_LAYOUT).split("\n")[2]).to.equal("  network  2  1 ec2 Subnet, 1 ec2 Vpc");
  });
});

describe("the JSON of a preview", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../../docs/preview.schema.json", import.meta.url), "utf8"),
  ) as Record<string, unknown>;
  const json = (report = NOTHING_FOUND): Record<string, unknown> =>
    JSON.parse(
      renderJson([{ plan: smallPlan(), report }], [{ stack: "dev", exitCode: 2, message: "no" }], {
        unknowns: false,
        exitCode: 2,
      }),
    ) as Record<string, unknown>;

  it("is what its schema says", () => {
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    expect(validate(json(QUOTING)), JSON.stringify(validate.errors)).to.equal(true);
  });

  it("would not pass the schema with a field the schema does not know", () => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate({ ...json(), surprise: 1 })).to.equal(false);
  });

  it("holds every resource with its inputs, and masks secrets", () => {
    const { stacks } = json() as { stacks: [{ resources: { name: string; inputs: Record<string, unknown> }[] }] };
    const { resources } = stacks[0];
    expect(resources).to.have.length(9);
    expect(resources.find(({ name }) => name === "network-vpc")?.inputs).to.deep.equal({ cidrBlock: "10.0.0.0/16" });
    expect(resources.find(({ name }) => name === "shop-cache")?.inputs.values).to.deep.equal({
      replicas: 2,
      auth: "<secret>",
    });
    expect(resources.find(({ name }) => name === "shop-secret")?.inputs.stringData).to.deep.equal({
      password: "<secret>",
    });
  });
});

describe("secrets in prose", () => {
  const { plan, report } = redact(
    { ...smallPlan(), messages: [{ severity: "info", text: `it is ${SECRET}, ${SECRET}` }] },
    QUOTING,
  );

  it("are blotted out of findings and messages that quote them", () => {
    expect(report.findings[0]?.message).to.equal('value "<secret>" is plain');
    expect(plan.messages[0]?.text).to.equal("it is <secret>, <secret>");
  });

  it("leave alone what the plan shows openly", () => {
    const open = {
      ...smallPlan(),
      outputs: { kubeconfig: new Secret({ region: "eu-central-1", token: "hush-hush" }) },
    };
    const messages = [{ severity: "info", text: "hush-hush in eu-central-1" }] as const;
    expect(redact({ ...open, messages }, NOTHING_FOUND).plan.messages[0]?.text).to.equal("<secret> in eu-central-1");
  });
});
