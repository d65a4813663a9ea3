import { join } from "node:path";
import { expect } from "chai";
import { workloadBoundaryArn } from "../../../bootstrap/names.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { runProgram } from "../../../preview/program.ts";
import { readStack } from "../../../preview/stackFiles.ts";
import { PLATFORM_KEY } from "../../../components/config.ts";
import { CALLS } from "../../bootstrap/calls.ts";
import { ACCOUNT, deployMay, environmentScope, REGION } from "../../bootstrap/support.ts";
import { all, only } from "../../support/harness.ts";
import { named, waitsFor } from "../cluster/support.ts";

const ROOT = join(import.meta.dirname, "../../..");
const RELEASE = "kubernetes:helm.sh/v3:Release";
const COLLECTOR = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
const OPTIONAL = { tracing: { enabled: true }, monitoring: { metricStream: {}, monthlyBudgetUsd: 1000 } };

/** The shipped prod stack with sections of its own, in the account that permissions are tried in. */
function prodWith(sections: object, unknowns = false): Promise<Plan> {
  const file = readStack(ROOT, "prod");
  const platform = JSON.parse(file.config[PLATFORM_KEY] ?? "") as object;
  const config = {
    ...file.config,
    "aws:allowedAccountIds": JSON.stringify([ACCOUNT]),
    "aws:region": REGION,
    [PLATFORM_KEY]: JSON.stringify({ ...platform, ...sections }),
  };
  return runProgram({ ...file, config }, { unknowns });
}

describe("a prod stack with everything that is optional", () => {
  let plan: Plan;
  before(async () => {
    plan = await prodWith(OPTIONAL);
  });

  it("has collectors after the operator, that after cert-manager, and all of it after nodes with room", () => {
    const operator = named(plan, "tracing-operator");
    expect(waitsFor(plan, only(plan, COLLECTOR), operator)).to.equal(true);
    // What is in a component comes after what the component waits for, and goes before it.
    const tracing = only(plan, "eks-platform:tracing:TracingComponent");
    const certManager = only(plan, "eks-platform:cert-manager:CertManagerComponent");
    expect(waitsFor(plan, tracing, only(plan, RELEASE, "cert-manager-release"))).to.equal(true);
    const pools = all(plan, "kubernetes:karpenter.sh/v1:NodePool");
    for (const pool of pools) expect(waitsFor(plan, certManager, pool), pool.name).to.equal(true);
    expect(waitsFor(plan, certManager, only(plan, RELEASE, "monitoring-crds-release"))).to.equal(true);
    expect(waitsFor(plan, tracing, only(plan, RELEASE, "monitoring-crds-release"))).to.equal(true);
  });

  for (const unknowns of [false, true]) {
    it(`breaks no rule of either pack${unknowns ? ", also before its first deployment" : ""}`, async () => {
      const { findings } = await runPacks(await prodWith(OPTIONAL, unknowns), await loadPacks("prod"));
      expect(findings).to.deep.equal([]);
    });
  }

  it("can be made, changed and deleted by whoever deploys it", () => {
    const scope = environmentScope("prod");
    const context = {
      "aws:RequestedRegion": REGION,
      "aws:RequestTag/environment": "prod",
      "aws:ResourceTag/environment": "prod",
      "aws:ResourceTag/owner": "platform-team",
      "iam:PermissionsBoundary": workloadBoundaryArn(scope.scope, "atlas-prod"),
      "kms:GrantIsForAWSResource": "true",
    };
    const own = plan.resources.filter(
      ({ type, name }) => type.startsWith("aws:") && /^(tracing|monitoring)-/.test(name),
    );
    expect(own.length).to.be.above(50);
    expect(own.filter(({ type }) => CALLS[type] === undefined)).to.deep.equal([]);
    const refused = own
      .flatMap((resource) => CALLS[resource.type]?.(resource, context) ?? [])
      .filter((request) => !deployMay(scope, request));
    expect(refused.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([]);
  });

  it("cannot go without cert-manager", async () => {
    let found: unknown;
    try {
      await prodWith({ ...OPTIONAL, certManager: { enabled: false } });
    } catch (error) {
      found = error;
    }
    expect(String(found)).to.include("certManager.enabled").and.to.include("tracing needs has its certificate from it");
  });

  it("has neither of them unless it asks", async () => {
    const without = await prodWith({});
    expect(without.resources.filter(({ name }) => /^(tracing|cert-manager)/.test(name))).to.deep.equal([]);
  });
});
