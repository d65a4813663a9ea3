import { expect } from "chai";
import { CONTROLLER_NAMES, type ControllerName, errorPattern } from "../../../components/monitoring/controllers.ts";
import { fluentBitPolicy } from "../../../components/monitoring/fluentBitPolicy.ts";
import { publishersMayUseKey, topicPolicy } from "../../../components/monitoring/topicDocuments.ts";
import { TEST_SCOPE } from "../../support/harness.ts";
import { type Caller, decide, decideByResource } from "../../support/iam/evaluate.ts";
import { matchesPattern } from "./filterPattern.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:atlas-alarms";
const CLOUDWATCH = { service: "cloudwatch.amazonaws.com" };
const BUDGETS = { service: "budgets.amazonaws.com" };
const OURS = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:atlas-system-nodes";
const BUDGET = "arn:aws:budgets::111122223333:budget/atlas-monthly";

describe("the policy of the topic of alarms", () => {
  const publish = (
    caller: Caller,
    source: string,
    { account = "111122223333", tls = "true", action = "sns:Publish", budget = true } = {},
  ) =>
    decideByResource(topicPolicy(TEST_SCOPE, "atlas", { budget }), caller, {
      action,
      resource: TOPIC,
      context: { "aws:SourceArn": source, "aws:SourceAccount": account, "aws:SecureTransport": tls },
    });

  it("lets CloudWatch announce alarms of this cluster", () => {
    expect(publish(CLOUDWATCH, OURS)).to.equal("allowed");
  });
  it("lets Budgets announce budgets of this account, where there is one", () => {
    expect(publish(BUDGETS, BUDGET)).to.equal("allowed");
    expect(publish(BUDGETS, BUDGET, { budget: false })).to.equal("not allowed");
  });
  it("takes nothing of another account's alarms or budgets", () => {
    const theirs = OURS.replace("111122223333", "444455556666");
    expect(publish(CLOUDWATCH, theirs, { account: "444455556666" })).to.equal("not allowed");
    expect(publish(CLOUDWATCH, OURS, { account: "444455556666" })).to.equal("not allowed");
    expect(publish(CLOUDWATCH, theirs)).to.equal("not allowed");
    expect(publish(BUDGETS, BUDGET, { account: "444455556666" })).to.equal("not allowed");
  });
  it("takes nothing of another cluster's alarms, nor of another service", () => {
    expect(publish(CLOUDWATCH, OURS.replace("atlas-", "zephyr-"))).to.equal("not allowed");
    expect(publish({ service: "events.amazonaws.com" }, OURS)).to.equal("not allowed");
    expect(publish({ arn: "arn:aws:iam::111122223333:role/app" }, OURS)).to.equal("not allowed");
  });
  it("lets nobody do more than publish", () => {
    expect(publish(CLOUDWATCH, OURS, { action: "sns:Subscribe" })).to.equal("not allowed");
  });
  it("denies plain HTTP to everybody", () => {
    for (const caller of [CLOUDWATCH, BUDGETS, { arn: "arn:aws:iam::111122223333:role/app" }]) {
      expect(publish(caller, OURS, { tls: "false" })).to.equal("denied");
      expect(publish(caller, OURS, { tls: "false", action: "sns:Subscribe" })).to.equal("denied");
    }
  });

  it("goes with a key that the same publishers can use, and for the same", () => {
    const key = {
      Version: "2012-10-17" as const,
      Statement: publishersMayUseKey(TEST_SCOPE, "atlas", { budget: true }),
    };
    const use = (caller: Caller, source: string, action: string) =>
      decideByResource(key, caller, {
        action,
        resource: "arn:aws:kms:eu-west-1:111122223333:key/1",
        context: { "aws:SourceArn": source, "aws:SourceAccount": "111122223333" },
      });
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
      expect(use(CLOUDWATCH, OURS, action)).to.equal("allowed");
      expect(use(BUDGETS, BUDGET, action)).to.equal("allowed");
      expect(use(CLOUDWATCH, OURS.replace("atlas-", "zephyr-"), action)).to.equal("not allowed");
    }
    expect(use(CLOUDWATCH, OURS, "kms:Encrypt")).to.equal("not allowed");
  });
});

describe("the policy of the collector of logs", () => {
  const may = (action: string, group: string, stream = "kube-system.karpenter-1.controller") =>
    decide([fluentBitPolicy(TEST_SCOPE, "atlas")], {
      action: `logs:${action}`,
      resource: `arn:aws:logs:eu-west-1:111122223333:log-group:${group}:log-stream:${stream}`,
    });

  it("lets it write to the two groups of containers", () => {
    for (const group of ["/aws/eks/atlas/platform", "/aws/eks/atlas/applications"]) {
      expect(may("PutLogEvents", group)).to.equal("allowed");
      expect(may("CreateLogStream", group)).to.equal("allowed");
    }
  });
  it("lets it write to no other, read nothing and make no groups", () => {
    expect(may("PutLogEvents", "/aws/eks/atlas/cluster")).to.equal("not allowed");
    expect(may("PutLogEvents", "/aws/eks/atlas-2/platform")).to.equal("not allowed");
    for (const action of ["GetLogEvents", "CreateLogGroup", "PutRetentionPolicy", "DeleteLogStream"]) {
      expect(may(action, "/aws/eks/atlas/platform"), action).to.equal("not allowed");
    }
  });
});

describe("filters for errors of controllers", () => {
  /** A record as the collector ships it. */
  const line = (namespace: string, pod: string, data: unknown) => ({
    stream: "stderr",
    data,
    kubernetes: { namespace_name: namespace, pod_name: pod, container_name: "controller" },
  });
  const LINES: Readonly<Record<ControllerName, unknown>> = {
    karpenter: line("kube-system", "karpenter-6d9f7c-x2x", { level: "ERROR", message: "creating instance" }),
    "load-balancer-controller": line("kube-system", "aws-load-balancer-controller-5f-a", { level: "error" }),
    rollouts: line("argo-rollouts", "argo-rollouts-7b-c", { level: "error", msg: "rollout aborted" }),
    velero: line("velero", "node-agent-1", { level: "fatal" }),
  };

  it("find each controller's own errors and nobody else's", () => {
    for (const controller of CONTROLLER_NAMES) {
      const found = CONTROLLER_NAMES.filter((other) => matchesPattern(errorPattern(controller), LINES[other]));
      expect(found, controller).to.deep.equal([controller]);
    }
  });
  it("leave alone what is no error, and what is no JSON", () => {
    for (const data of [{ level: "INFO" }, { level: "warning" }, {}, undefined]) {
      expect(matchesPattern(errorPattern("karpenter"), line("kube-system", "karpenter-1", data))).to.equal(false);
    }
    expect(matchesPattern(errorPattern("karpenter"), line("shop", "karpenter-1", { level: "error" }))).to.equal(false);
  });
  it("are as short as CloudWatch takes them", () => {
    for (const controller of CONTROLLER_NAMES) expect(errorPattern(controller).length).to.be.at.most(1024);
  });
});
