import { join } from "node:path";
import { expect } from "chai";
import type { Plan } from "../../../preview/plan.ts";
import { previewStack } from "../../../preview/preview.ts";
import { all } from "../../support/harness.ts";
import { metricsOf, unresolved } from "./dimensions.ts";
import { ALARM, textOf } from "./support.ts";

const ROOT = join(import.meta.dirname, "../../..");

describe("the alarms of the prod stack", () => {
  let plan: Plan;
  before(async () => {
    ({ plan } = await previewStack(ROOT, "prod", { unknowns: false }));
  });

  it("ask for metrics of what the program makes: cluster, queue, system nodes, NAT gateways and log groups", () => {
    expect(unresolved(plan)).to.deep.equal([]);
    const dimensions = metricsOf(plan).flatMap(({ metric }) => Object.keys(metric.dimensions ?? {}));
    expect([...new Set(dimensions)]).to.have.members([
      "ClusterName",
      "QueueName",
      "AutoScalingGroupName",
      "NatGatewayId",
      "LogGroupName",
    ]);
  });

  it("are as many as there are gateways and controllers", () => {
    const names = all(plan, ALARM).map(({ inputs }) => textOf(inputs.name));
    expect(names.filter((name) => name.endsWith("-ports"))).to.have.length(3);
    expect(names.filter((name) => name.endsWith("-errors"))).to.include.members([
      "atlas-prod-karpenter-errors",
      "atlas-prod-rollouts-errors",
      "atlas-prod-velero-errors",
    ]);
  });
});
