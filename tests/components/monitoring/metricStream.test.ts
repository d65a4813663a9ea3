import { expect } from "chai";
import { metricStreamPolicy, metricStreamTrust } from "../../../components/monitoring/metricStream.ts";
import { document, only, TEST_SCOPE } from "../../support/harness.ts";
import { decide, decideByResource } from "../../support/iam/evaluate.ts";
import { waitsFor } from "../cluster/support.ts";
import { alone } from "./support.ts";

const STREAM = "aws:cloudwatch/metricStream:MetricStream";
const FIREHOSE = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/metrics";
const CLOUDWATCH = { service: "streams.metrics.cloudwatch.amazonaws.com" };

describe("the stream of metrics", () => {
  it("is there only where it is asked for", async () => {
    const plan = await alone("prod");
    expect(plan.resources.some(({ type }) => type === STREAM)).to.equal(false);
  });

  it("sends the chosen metrics, once its role may", async () => {
    const plan = await alone("prod", { metricStream: { firehoseArn: FIREHOSE, namespaces: ["AWS/EKS", "AWS/SQS"] } });
    const stream = only(plan, STREAM);
    const role = only(plan, "aws:iam/role:Role", "monitoring-metric-stream");
    const policy = only(plan, "aws:iam/rolePolicy:RolePolicy");
    expect(stream.inputs).to.deep.include({
      name: "atlas-prod",
      firehoseArn: FIREHOSE,
      roleArn: role.outputs.arn,
      outputFormat: "opentelemetry1.0",
      includeFilters: [{ namespace: "AWS/EKS" }, { namespace: "AWS/SQS" }],
    });
    expect(role.inputs.name).to.equal("atlas-prod-metric-stream");
    expect(policy.inputs.role).to.equal("atlas-prod-metric-stream");
    expect(document(policy.inputs.policy)).to.deep.equal(metricStreamPolicy(FIREHOSE));
    expect(document(role.inputs.assumeRolePolicy)).to.deep.equal(metricStreamTrust(TEST_SCOPE));
    expect(waitsFor(plan, stream, policy)).to.equal(true);
  });

  it("has a role that CloudWatch takes for streams of this account and region alone", () => {
    const take = (source: string, account = "111122223333", service = CLOUDWATCH) =>
      decideByResource(metricStreamTrust(TEST_SCOPE), service, {
        action: "sts:AssumeRole",
        resource: "arn:aws:iam::111122223333:role/atlas-prod-metric-stream",
        context: { "aws:SourceArn": source, "aws:SourceAccount": account },
      });
    const ours = "arn:aws:cloudwatch:eu-west-1:111122223333:metric-stream/atlas-prod";
    expect(take(ours)).to.equal("allowed");
    expect(take(ours.replace("111122223333", "444455556666"))).to.equal("not allowed");
    expect(take(ours, "444455556666")).to.equal("not allowed");
    expect(take(ours.replace("eu-west-1", "us-east-1"))).to.equal("not allowed");
    expect(take("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:atlas-prod")).to.equal("not allowed");
    expect(take(ours, undefined, { service: "lambda.amazonaws.com" })).to.equal("not allowed");
  });

  it("has a role that puts into the one stream and does nothing else", () => {
    const may = (action: string, resource: string) => decide([metricStreamPolicy(FIREHOSE)], { action, resource });
    expect(may("firehose:PutRecordBatch", FIREHOSE)).to.equal("allowed");
    expect(may("firehose:PutRecord", FIREHOSE)).to.equal("allowed");
    expect(may("firehose:PutRecord", `${FIREHOSE}-2`)).to.equal("not allowed");
    expect(may("firehose:UpdateDestination", FIREHOSE)).to.equal("not allowed");
  });

  it("is refused where CloudWatch does not send to", async () => {
    for (const firehoseArn of [FIREHOSE.replace("eu-west-1", "us-east-1"), FIREHOSE.replace("1111", "4444")]) {
      let message = "nothing refused it";
      try {
        await alone("prod", { metricStream: { firehoseArn } });
      } catch (error) {
        message = String(error);
      }
      expect(message).to.include(firehoseArn).and.to.include("allowed is a delivery stream of this account and region");
    }
  });
});
