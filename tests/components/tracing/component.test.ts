import { expect } from "chai";
import { collectorPolicy } from "../../../components/tracing/iamPolicy.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { document, only, TEST_SCOPE } from "../../support/harness.ts";
import { decide } from "../../support/iam/evaluate.ts";
import { input, named, waitsFor } from "../cluster/support.ts";
import { CLUSTER, traced } from "./support.ts";

const COMPONENT = "eks-platform:tracing:TracingComponent";
const COLLECTOR = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
const MONITOR = "kubernetes:monitoring.coreos.com/v1:PodMonitor";
const ADDON = "aws:eks/addon:Addon";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("the tracing component", () => {
  let plan: Plan;
  before(async () => {
    plan = await traced();
  });
  const has = (found: Plan, type: string) => found.resources.some((resource) => resource.type === type);

  it("names every child after itself and parents all of them", () => {
    const children = plan.resources.filter(({ type }) => type !== COMPONENT && !type.startsWith("pulumi:"));
    expect(children.length).to.be.above(12);
    for (const { name, parent } of children) {
      expect(name).to.match(/^tracing-/);
      expect(parent).to.be.a("string");
    }
  });

  it("says where applications send to", () => {
    expect(only(plan, COMPONENT).outputs.endpoint).to.equal("http://otel-collector.tracing.svc.cluster.local:4317");
  });

  it("installs the operator at its version, with memory it cannot exceed", () => {
    const { inputs } = only(plan, ADDON);
    expect(inputs).to.include({
      addonName: "adot",
      addonVersion: "v0.151.0-eksbuild.2",
      clusterName: CLUSTER,
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    const values = JSON.parse(inputs.configurationValues as string) as { manager: { resources: object } };
    expect(values.manager.resources).to.deep.nested.include({ "limits.memory": "256Mi", "requests.cpu": "50m" });
  });

  it("makes the collectors once the operator, their role, their account and their network are there", () => {
    const collector = only(plan, COLLECTOR);
    for (const other of [
      only(plan, ADDON),
      only(plan, ASSOCIATION),
      only(plan, GROUP),
      named(plan, "tracing-service-account"),
      named(plan, "tracing-network-policy"),
    ]) {
      expect(waitsFor(plan, collector, other), other.name).to.equal(true);
    }
  });

  it("runs them as an account that alone has the role and no token of the API server", () => {
    const account = named(plan, "tracing-service-account");
    expect(account.inputs.automountServiceAccountToken).to.equal(false);
    const name = input(account, "metadata", "name");
    expect(input(only(plan, COLLECTOR), "spec", "serviceAccount")).to.equal(name);
    expect(only(plan, ASSOCIATION).inputs).to.include({ namespace: "tracing", serviceAccount: name });
    expect(input(named(plan, "tracing-namespace"), "metadata", "labels")).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  it("writes metrics to a group of its own, encrypted and kept", () => {
    const group = only(plan, GROUP);
    expect(group.inputs).to.include({
      name: "/aws/eks/atlas-prod/application-metrics",
      retentionInDays: 365,
      kmsKeyId: only(plan, "aws:kms/key:Key").outputs.arn,
    });
    expect(group.options.protect).to.equal(true);
    expect(input(only(plan, COLLECTOR), "spec", "config", "exporters", "awsemf", "log_group_name")).to.equal(
      group.inputs.name,
    );
  });

  it("has neither group, key nor permission for metrics where none are collected", async () => {
    const without = await traced({ metrics: false });
    expect(has(without, GROUP)).to.equal(false);
    expect(has(without, "aws:kms/key:Key")).to.equal(false);
    const policy = document(only(without, "aws:iam/policy:Policy").inputs.policy);
    expect(policy).to.deep.equal(collectorPolicy(TEST_SCOPE, CLUSTER, false));
  });

  it("is measured where there is a Prometheus, by the labels and the port that the operator gives", async () => {
    expect(only(plan, MONITOR).inputs.spec).to.deep.equal({
      selector: {
        matchLabels: {
          "app.kubernetes.io/instance": "tracing.otel",
          "app.kubernetes.io/component": "opentelemetry-collector",
        },
      },
      podMetricsEndpoints: [{ port: "metrics" }],
    });
    expect(has(await traced({}, "prod", false), MONITOR)).to.equal(false);
  });

  it("has a role that sends traces here, writes into its group, and does nothing else", () => {
    const may = (action: string, resource: string, region = "eu-west-1") =>
      decide([collectorPolicy(TEST_SCOPE, CLUSTER, true)], {
        action,
        resource,
        context: { "aws:RequestedRegion": region },
      });
    const group = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/atlas-prod/application-metrics";
    expect(may("xray:PutTraceSegments", "*")).to.equal("allowed");
    expect(may("xray:PutTraceSegments", "*", "us-east-1")).to.equal("not allowed");
    expect(may("xray:GetTraceSummaries", "*")).to.equal("not allowed");
    expect(may("logs:PutLogEvents", `${group}:log-stream:otel-stream`)).to.equal("allowed");
    expect(may("logs:PutLogEvents", `${group}-2:log-stream:otel-stream`)).to.equal("not allowed");
    expect(may("logs:CreateLogGroup", group)).to.equal("not allowed");
    expect(may("cloudwatch:PutMetricData", "*")).to.equal("not allowed");
  });

  it("breaks no rule of either pack but for the tags that its stack would give", async () => {
    const { findings } = await runPacks(plan, await loadPacks("prod"));
    expect(findings.filter(({ rule }) => rule !== "resource-cost-tags")).to.deep.equal([]);
  });
});
