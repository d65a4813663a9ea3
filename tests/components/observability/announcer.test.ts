import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { announcerPolicy } from "../../../components/observability/announcer.ts";
import { ObservabilityComponent } from "../../../components/observability/index.ts";
import type { Plan } from "../../../preview/plan.ts";
import { previewStack } from "../../../preview/preview.ts";
import { WATCHED_PLATFORM } from "../../../scripts/rules/platform.ts";
import { all, document, only, planOf } from "../../support/harness.ts";
import { decide } from "../../support/iam/evaluate.ts";
import { waitsFor } from "../cluster/support.ts";
import { textOf } from "../monitoring/support.ts";
import { made, observability } from "./support.ts";

const ROOT = join(import.meta.dirname, "../../..");
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const TOPIC = "aws:sns/topic:Topic";
const { scope, clusterName } = WATCHED_PLATFORM;
const ARN = "arn:aws:sns:eu-central-1:111122223333:atlas-prod-alarms";

interface Values {
  readonly alertmanager: {
    readonly serviceAccount: object;
    readonly config: { readonly receivers: readonly { readonly name: string }[] };
  };
}
const valuesOf = (plan: Plan) => only(plan, RELEASE).inputs.values as unknown as Values;

/** The component beside the topic of a stack's alarms. */
function withTopic(given: object = {}): Promise<Plan> {
  return planOf(() => {
    const topic = new aws.sns.Topic("alarms", { name: "atlas-prod-alarms" });
    new ObservabilityComponent("observability", {
      ...WATCHED_PLATFORM,
      config: observability(given),
      topic: [topic],
    });
  });
}

describe("alerts on the topic of the stack's alarms", () => {
  it("are announced by Alertmanager's account alone, once the topic and its role are there", async () => {
    const plan = await withTopic();
    expect(only(plan, ASSOCIATION).inputs).to.include({
      clusterName: "atlas-prod",
      namespace: "monitoring",
      serviceAccount: "alertmanager",
    });
    expect(valuesOf(plan).alertmanager.serviceAccount).to.deep.equal({ create: true, name: "alertmanager" });
    for (const other of [only(plan, ASSOCIATION), only(plan, TOPIC)]) {
      expect(waitsFor(plan, only(plan, RELEASE), other), other.name).to.equal(true);
    }
    expect(document(only(plan, "aws:iam/policy:Policy").inputs.policy)).to.deep.equal(
      announcerPolicy(scope, clusterName),
    );
  });

  it("go to the topic that monitoring makes in the prod stack, which is named before it is there", async () => {
    const { plan } = await previewStack(ROOT, "prod", { unknowns: true });
    const release = only(plan, RELEASE, "observability-release");
    const receivers = (release.inputs.values as unknown as Values).alertmanager.config.receivers;
    const topic = only(plan, TOPIC);
    expect(JSON.stringify(receivers.find(({ name }) => name === "alarm-topic"))).to.include(
      `arn:aws:sns:eu-central-1:777788889999:${textOf(topic.inputs.name)}"`,
    );
    expect(waitsFor(plan, release, topic)).to.equal(true);
    expect(waitsFor(plan, release, only(plan, "aws:sns/topicPolicy:TopicPolicy"))).to.equal(true);
  });

  for (const [why, plan] of [
    ["the stack has no topic", () => made()],
    ["it wants none announced", () => withTopic({ alerts: { announce: [] } })],
  ] as const) {
    it(`are not announced, and there is no role for it, where ${why}`, async () => {
      const found = await plan();
      expect(found.resources.filter(({ type }) => type.startsWith("aws:iam") || type === ASSOCIATION)).to.deep.equal(
        [],
      );
      expect(valuesOf(found).alertmanager.config.receivers).to.deep.equal([{ name: "nobody" }]);
      expect(all(found, RELEASE)).to.have.length(1);
    });
  }

  it("are published to that topic, and encrypted by its key through SNS, and nothing else", () => {
    const may = (action: string, resource: string, context = {}) =>
      decide([announcerPolicy(scope, clusterName)], { action, resource, context });
    const key = "arn:aws:kms:eu-central-1:111122223333:key/1";
    const context = {
      "kms:ViaService": "sns.eu-central-1.amazonaws.com",
      "kms:ResourceAliases": ["alias/atlas-prod-alarms"],
    };
    expect(may("sns:Publish", ARN)).to.equal("allowed");
    expect(may("sns:Publish", `${ARN}-2`)).to.equal("not allowed");
    expect(may("sns:Subscribe", ARN)).to.equal("not allowed");
    expect(may("kms:GenerateDataKey", key, context)).to.equal("allowed");
    expect(may("kms:Decrypt", key, context)).to.equal("allowed");
    expect(may("kms:Decrypt", key, { ...context, "kms:ViaService": "s3.eu-central-1.amazonaws.com" })).to.equal(
      "not allowed",
    );
    expect(may("kms:Decrypt", key, { ...context, "kms:ResourceAliases": ["alias/atlas-prod-velero"] })).to.equal(
      "not allowed",
    );
    expect(may("kms:ScheduleKeyDeletion", key, context)).to.equal("not allowed");
  });
});
