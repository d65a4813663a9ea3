import { expect } from "chai";
import {
  deliveryPolicy,
  deliveryTrust,
  metricBucketPolicy,
  metricDeliveryNames,
} from "../../../components/monitoring/metricDeliveryDocuments.ts";
import { metricStreamPolicy } from "../../../components/monitoring/metricStream.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, document, only, TEST_SCOPE } from "../../support/harness.ts";
import { decide, decideByResource } from "../../support/iam/evaluate.ts";
import { waitsFor } from "../cluster/support.ts";
import { CLUSTER, GROUP, monitored } from "./support.ts";

const STREAM = "aws:cloudwatch/metricStream:MetricStream";
const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const BUCKET = "aws:s3/bucket:Bucket";
const KEPT = { metricStream: { retentionDays: 30 } };
const NAMES = metricDeliveryNames(TEST_SCOPE, CLUSTER);
const ARN = `arn:aws:s3:::${NAMES.bucket}`;

describe("metrics that the stack keeps itself", () => {
  let plan: Plan;
  before(async () => {
    plan = await monitored("prod", KEPT);
  });

  it("go from CloudWatch through an encrypted delivery stream into the bucket, as lines of JSON", () => {
    const delivery = only(plan, DELIVERY);
    const key = only(plan, "aws:kms/key:Key", "monitoring-metrics-key-key").outputs.arn;
    expect(only(plan, STREAM).inputs).to.deep.include({ firehoseArn: delivery.outputs.arn, outputFormat: "json" });
    expect(delivery.inputs).to.deep.include({
      name: "atlas-prod-metrics",
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key },
    });
    expect(delivery.inputs.extendedS3Configuration).to.deep.include({
      bucketArn: ARN,
      kmsKeyArn: key,
      roleArn: only(plan, "aws:iam/role:Role", "monitoring-metrics-delivery").outputs.arn,
      compressionFormat: "GZIP",
    });
  });

  it("let CloudWatch put into that stream, named before it is there", () => {
    const policy = only(plan, "aws:iam/rolePolicy:RolePolicy", "monitoring-metric-stream");
    expect(NAMES.deliveryStreamArn).to.equal(only(plan, DELIVERY).outputs.arn);
    expect(document(policy.inputs.policy)).to.deep.equal(metricStreamPolicy(NAMES.deliveryStreamArn));
  });

  it("are delivered once the bucket is safe and the role may", () => {
    const delivery = only(plan, DELIVERY);
    const parts = ["policy", "public-access", "encryption", "lifecycle", "versioning", "logging"];
    for (const part of parts) {
      const made = plan.resources.find(({ name }) => name === `monitoring-metrics-${part}`);
      expect(made && waitsFor(plan, delivery, made), part).to.equal(true);
    }
    expect(
      waitsFor(plan, delivery, only(plan, "aws:iam/rolePolicy:RolePolicy", "monitoring-metrics-delivery")),
    ).to.equal(true);
    expect(waitsFor(plan, delivery, only(plan, "aws:cloudwatch/logStream:LogStream"))).to.equal(true);
  });

  it("expire after the days of the stack, in the bucket and in that of its logs", () => {
    const rules = all(plan, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").map(
      ({ inputs }) => (inputs.rules as unknown as { expiration: { days: number } }[])[0]?.expiration.days,
    );
    expect(rules).to.deep.equal([30, 30]);
  });

  it("say what went wrong in an encrypted log group", () => {
    const group = only(plan, GROUP, "monitoring-metrics-errors");
    expect(group.inputs).to.include({
      name: "/aws/kinesisfirehose/atlas-prod-metrics",
      retentionInDays: 365,
      kmsKeyId: only(plan, "aws:kms/key:Key", "monitoring-metrics-key-key").outputs.arn,
    });
    const options = (only(plan, DELIVERY).inputs.extendedS3Configuration as unknown as Record<string, unknown>)
      .cloudwatchLoggingOptions;
    expect(options).to.deep.equal({
      enabled: true,
      logGroupName: group.inputs.name,
      logStreamName: only(plan, "aws:cloudwatch/logStream:LogStream").inputs.name,
    });
  });

  it("stay with a protected stack, stand in the way of an unprotected one, and go with dev", async () => {
    const buckets = async (tier: "prod" | "staging" | "dev") =>
      all(await monitored(tier, { enabled: true, ...KEPT }), BUCKET).map(({ inputs, options }) => [
        options.protect,
        inputs.forceDestroy,
      ]);
    expect(await buckets("prod")).to.deep.equal([
      [true, undefined],
      [true, undefined],
    ]);
    expect(await buckets("staging")).to.deep.equal([
      [false, undefined],
      [false, undefined],
    ]);
    expect(await buckets("dev")).to.deep.equal([
      [false, true],
      [false, true],
    ]);
  });

  for (const tier of TIERS) {
    for (const unknowns of [false, true]) {
      it(`break no rule of either pack in ${tier}${unknowns ? ", also before the first deployment" : ""}`, async () => {
        const plan = await monitored(tier, { enabled: true, ...KEPT }, {}, { unknowns });
        const { findings } = await runPacks(plan, await loadPacks(tier));
        const own = findings.filter(({ urn }) => urn?.includes("::monitoring-metric") === true);
        expect(own.filter(({ undecided }) => undecided !== true)).to.deep.equal([]);
      });
    }
  }

  describe("by name", () => {
    it("have a bucket that no other cluster, region or account has, short enough for the longest cluster", () => {
      const places = [
        metricDeliveryNames(TEST_SCOPE, CLUSTER),
        metricDeliveryNames({ ...TEST_SCOPE, region: "eu-north-1" }, CLUSTER),
        metricDeliveryNames({ ...TEST_SCOPE, accountId: "444455556666" }, CLUSTER),
        metricDeliveryNames(TEST_SCOPE, "atlas-two"),
      ].map(({ bucket }) => bucket);
      expect(new Set(places).size).to.equal(4);
      expect(metricDeliveryNames(TEST_SCOPE, "a".repeat(38)).logBucket).to.have.length.at.most(63);
    });
  });

  describe("by role", () => {
    const take = (source: string, account: string = TEST_SCOPE.accountId, service = "firehose.amazonaws.com") =>
      decideByResource(
        deliveryTrust(TEST_SCOPE, CLUSTER),
        { service },
        {
          action: "sts:AssumeRole",
          resource: "arn:aws:iam::111122223333:role/atlas-prod-metric-delivery",
          context: { "aws:SourceArn": source, "aws:SourceAccount": account },
        },
      );
    it("are delivered by Firehose for this one stream alone", () => {
      expect(take(NAMES.deliveryStreamArn)).to.equal("allowed");
      expect(take(`${NAMES.deliveryStreamArn}-2`)).to.equal("not allowed");
      expect(take(NAMES.deliveryStreamArn, "444455556666")).to.equal("not allowed");
      expect(take(NAMES.deliveryStreamArn, undefined, "s3.amazonaws.com")).to.equal("not allowed");
    });

    const may = (action: string, resource: string, context = {}) =>
      decide([deliveryPolicy(TEST_SCOPE, CLUSTER)], {
        action,
        resource,
        context: { "aws:ResourceAccount": TEST_SCOPE.accountId, ...context },
      });
    it("are written to this bucket of this account, and never read back or deleted", () => {
      expect(may("s3:PutObject", `${ARN}/metrics/a`)).to.equal("allowed");
      expect(may("s3:PutObject", `${ARN}/metrics/a`, { "aws:ResourceAccount": "444455556666" })).to.equal(
        "not allowed",
      );
      expect(may("s3:PutObject", `${ARN}-logs/a`)).to.equal("not allowed");
      for (const action of ["s3:GetObject", "s3:DeleteObject"])
        expect(may(action, `${ARN}/metrics/a`)).to.equal("not allowed");
    });

    it("are encrypted through S3 by the key with our alias, and no other", () => {
      const key = "arn:aws:kms:eu-west-1:111122223333:key/1";
      const context = {
        "kms:ViaService": "s3.eu-west-1.amazonaws.com",
        "kms:ResourceAliases": ["alias/atlas-prod-metrics"],
      };
      expect(may("kms:GenerateDataKey", key, context)).to.equal("allowed");
      expect(may("kms:GenerateDataKey", key, { ...context, "kms:ViaService": "ec2.eu-west-1.amazonaws.com" })).to.equal(
        "not allowed",
      );
      expect(
        may("kms:GenerateDataKey", key, { ...context, "kms:ResourceAliases": ["alias/atlas-prod-velero"] }),
      ).to.equal("not allowed");
    });
  });

  it("are refused by the bucket without TLS and under another key", () => {
    const upload = (context: object) =>
      decideByResource(
        metricBucketPolicy(ARN, "arn:aws:kms:eu-west-1:111122223333:key/own"),
        { arn: "arn:aws:iam::111122223333:role/r" },
        {
          action: "s3:PutObject",
          resource: `${ARN}/metrics/a`,
          context: { "aws:SecureTransport": "true", ...context },
        },
      );
    const keyId = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    expect(upload({})).to.equal("not allowed");
    expect(upload({ "aws:SecureTransport": "false" })).to.equal("denied");
    expect(upload({ [keyId]: "arn:aws:kms:eu-west-1:444455556666:key/theirs" })).to.equal("denied");
    expect(upload({ [keyId]: "arn:aws:kms:eu-west-1:111122223333:key/own" })).to.equal("not allowed");
  });
});
