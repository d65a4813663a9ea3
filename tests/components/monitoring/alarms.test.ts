import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { ALARM_RUNBOOKS } from "../../../components/monitoring/alarmTypes.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { all, only } from "../../support/harness.ts";
import { waitsFor } from "../cluster/support.ts";
import { metricsOf, unresolved } from "./dimensions.ts";
import { ALARM, alone, CLUSTER, monitored, textOf, TOPIC, TOPIC_POLICY } from "./support.ts";

const RUNBOOKS = new URL("../../../docs/runbooks/", import.meta.url);

const keys = (plan: Plan) => all(plan, ALARM).map(({ inputs }) => textOf(inputs.name).replace(`${CLUSTER}-`, ""));

describe("alarms", () => {
  let prod: Plan;
  before(async () => {
    prod = await monitored("prod");
  });
  const alarm = (key: string): PlannedResource => only(prod, ALARM, `monitoring-${key}`);

  it("are set up for everything a stack has", () => {
    expect(keys(prod)).to.have.members([
      "container-logs-silent",
      "karpenter-errors",
      "load-balancer-controller-errors",
      "rollouts-errors",
      "velero-errors",
      "api-server-errors",
      "control-plane-database",
      "interruption-queue-age",
      "interruption-queue-depth",
      "system-nodes",
      ...[1, 2, 3].flatMap((number) => [`nat-gateway-${number}-ports`, `nat-gateway-${number}-drops`]),
    ]);
  });

  it("are set up for nothing a stack does not have", async () => {
    expect(keys(await alone("prod", {}, { controllers: [] }))).to.have.members([
      "container-logs-silent",
      "api-server-errors",
      "control-plane-database",
    ]);
    expect(keys(await alone("prod", { containerLogs: false }))).to.have.members([
      "api-server-errors",
      "control-plane-database",
    ]);
  });

  it("ask for metrics of resources that the plan makes", () => {
    expect(metricsOf(prod).length).to.be.above(20);
    expect(unresolved(prod)).to.deep.equal([]);
  });

  it("would be found to ask for others", async () => {
    const elsewhere = await monitored("prod", {}, { interruptionQueueName: "another-queue", natGatewayIds: ["nat-0"] });
    expect(unresolved(elsewhere)).to.have.members([
      'monitoring-interruption-queue-age: QueueName "another-queue"',
      'monitoring-interruption-queue-depth: QueueName "another-queue"',
      'monitoring-nat-gateway-1-ports: NatGatewayId "nat-0"',
      ...Array<string>(3).fill('monitoring-nat-gateway-1-drops: NatGatewayId "nat-0"'),
    ]);
  });

  it("announce that they begin and that they end, on the one topic, once its policy lets them", () => {
    const topic = only(prod, TOPIC);
    for (const each of all(prod, ALARM)) {
      expect(each.inputs.alarmActions, each.name).to.deep.equal([topic.outputs.arn]);
      expect(each.inputs.okActions, each.name).to.deep.equal([topic.outputs.arn]);
      expect(waitsFor(prod, each, only(prod, TOPIC_POLICY)), each.name).to.equal(true);
      // The topic's policy admits alarms by the beginning of their names.
      expect(each.inputs.name, each.name).to.match(new RegExp(`^${CLUSTER}-[a-z0-9-]+$`));
    }
  });

  it("say what is happening and lead to a runbook that is there", () => {
    const pages = all(prod, ALARM).map(({ inputs }) => {
      const [, summary, page] =
        /^([A-Z].+\.) Runbook: https:\/\/example\.com\/runbooks\/([a-z-]+)\.md$/.exec(
          textOf(inputs.alarmDescription),
        ) ?? [];
      expect(summary, textOf(inputs.name)).to.be.a("string");
      expect(textOf(inputs.alarmDescription).length).to.be.at.most(1024);
      return page ?? "";
    });
    for (const page of new Set(pages)) {
      expect(ALARM_RUNBOOKS).to.include(page);
    }
    // The budget announces itself without a description.
    expect([...new Set(pages), "alarm-budget"].sort()).to.deep.equal([...ALARM_RUNBOOKS].sort());
  });

  it("lead to pages that say what it means, how to see it, what to do now and how to prevent it", () => {
    for (const page of ALARM_RUNBOOKS) {
      const text = readFileSync(new URL(`${page}.md`, RUNBOOKS), "utf8");
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings, page).to.deep.equal(["What it means", "How to see it", "What to do now", "How to prevent it"]);
      for (const [, link = ""] of text.matchAll(/\]\(([^)]+)\)/g)) {
        expect(existsSync(new URL(link, RUNBOOKS)), `${page}: ${link}`).to.equal(true);
      }
    }
  });

  it("are named on the pages they lead to", () => {
    const alarms = all(prod, ALARM).map(({ inputs }) => ({
      key: textOf(inputs.name).replace(`${CLUSTER}-`, "").replace(/-\d-/, "-<n>-"),
      page: /([a-z-]+)\.md$/.exec(textOf(inputs.alarmDescription))?.[1] ?? "",
    }));
    for (const { key, page } of alarms) {
      const text = readFileSync(new URL(`${page}.md`, RUNBOOKS), "utf8");
      expect(text.includes(`<cluster>-${key}\``) || text.includes(`\`-${key}\``), `${page}: ${key}`).to.equal(true);
    }
  });

  it("go off at more than ten errors of a controller in five minutes, twice in a row", () => {
    expect(alarm("karpenter-errors").inputs).to.deep.include({
      namespace: "EksPlatform/atlas-prod",
      metricName: "karpenter-errors",
      statistic: "Sum",
      period: 300,
      threshold: 10,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
    });
    expect(alarm("karpenter-errors").inputs).not.to.have.property("dimensions");
  });

  it("go off while a spot instance's two minutes run", () => {
    const { period, evaluationPeriods, threshold } = alarm("interruption-queue-age").inputs;
    expect(Number(threshold)).to.be.below(120);
    expect(Number(period) * Number(evaluationPeriods)).to.be.at.most(120);
    expect(alarm("interruption-queue-age").inputs).to.include({
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      treatMissingData: "notBreaching",
    });
    expect(alarm("interruption-queue-depth").inputs).to.include({
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 100,
      period: 60,
      evaluationPeriods: 5,
    });
  });

  it("take an API server that answers nothing for one that fails", () => {
    expect(alarm("api-server-errors").inputs).to.deep.include({
      threshold: 5,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
      metricQueries: [
        {
          id: "result",
          expression: "100 * FILL(errors, 0) / requests",
          label: "Percent of requests answered with 5xx",
          returnData: true,
        },
        ...Object.entries({ errors: "apiserver_request_total_5XX", requests: "apiserver_request_total" }).map(
          ([id, metricName]) => ({
            id,
            metric: {
              namespace: "AWS/EKS",
              metricName,
              dimensions: { ClusterName: CLUSTER },
              stat: "Sum",
              period: 300,
            },
          }),
        ),
      ],
    });
  });

  it("measure the control plane's database against what it holds", async () => {
    expect(alarm("control-plane-database").inputs).to.include({
      metricName: "apiserver_storage_size_bytes",
      statistic: "Maximum",
      threshold: 6 * 1024 ** 3,
      treatMissingData: "ignore",
    });
    const large = await monitored("prod", { controlPlaneDatabaseGiB: 16 });
    expect(only(large, ALARM, "monitoring-control-plane-database").inputs.threshold).to.equal(12 * 1024 ** 3);
  });

  it("go off when there are fewer system nodes than the minimum, or no word of them", () => {
    expect(alarm("system-nodes").inputs).to.include({
      namespace: "AWS/AutoScaling",
      metricName: "GroupInServiceInstances",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 2,
      treatMissingData: "breaching",
    });
  });

  it("go off when no log arrives, which CloudWatch does not measure", () => {
    expect(alarm("container-logs-silent").inputs).to.deep.include({
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: "/aws/eks/atlas-prod/platform" },
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    });
  });

  it("compare packets a NAT gateway dropped with all that came", () => {
    const queries = alarm("nat-gateway-2-drops").inputs.metricQueries as unknown as {
      metric?: { metricName: string };
    }[];
    expect(queries[0]).to.include({ expression: "100 * dropped / (fromsource + fromdestination)" });
    expect(queries.slice(1).map(({ metric }) => metric?.metricName)).to.deep.equal([
      "PacketsDropCount",
      "PacketsInFromSource",
      "PacketsInFromDestination",
    ]);
    expect(alarm("nat-gateway-2-ports").inputs).to.include({
      metricName: "ErrorPortAllocation",
      threshold: 0,
      evaluationPeriods: 1,
    });
  });
});
