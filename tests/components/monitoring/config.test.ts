import { expect } from "chai";
import { monitoringAdvice, monitoringSchema } from "../../../components/monitoring/config.ts";
import { TIERS } from "../../../components/shared/tiers.ts";

/** Path and message of every issue. */
function refusals(found: unknown): string[] {
  const result = monitoringSchema("prod").safeParse(found);
  if (result.success) throw new Error(`expected a refusal, found ${JSON.stringify(result.data)}`);
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

const OPS = { protocol: "email", endpoint: "ops@example.com" };

const FIREHOSE = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/metrics";

describe("the monitoring config", () => {
  it("is on in prod and off elsewhere, and keeps logs a year there and a month elsewhere", () => {
    const resolved = TIERS.map((tier) => monitoringSchema(tier).parse({}));
    expect(resolved.map(({ enabled }) => enabled)).to.deep.equal([false, false, true, false]);
    expect(resolved.map(({ logRetentionDays }) => logRetentionDays)).to.deep.equal([30, 30, 365, 30]);
    expect(resolved[2]).to.deep.equal({
      enabled: true,
      logRetentionDays: 365,
      containerLogs: true,
      subscriptions: [],
      monthlyBudgetUsd: undefined,
      controlPlaneDatabaseGiB: 8,
      metricStream: undefined,
    });
  });

  it("sends on what a platform is made of unless the stack says which metrics", () => {
    const { metricStream } = monitoringSchema("prod").parse({ metricStream: { firehoseArn: FIREHOSE } });
    expect(metricStream?.namespaces).to.include("AWS/EKS").and.to.have.length(6);
  });

  it("keeps metrics itself for a quarter unless the stack names a delivery stream or another time", () => {
    const destination = (found: object) =>
      monitoringSchema("prod").parse({ metricStream: found }).metricStream?.destination;
    expect(destination({})).to.deep.equal({ kind: "own", retentionDays: 90 });
    expect(destination({ retentionDays: 400 })).to.deep.equal({ kind: "own", retentionDays: 400 });
    expect(destination({ firehoseArn: FIREHOSE })).to.deep.equal({ kind: "given", firehoseArn: FIREHOSE });
  });

  it("takes what a stack says over the tier", () => {
    const given = {
      enabled: true,
      logRetentionDays: 90,
      containerLogs: false,
      subscriptions: [OPS, { protocol: "https", endpoint: "https://events.example.com/in/1" }],
      monthlyBudgetUsd: 4200.5,
      controlPlaneDatabaseGiB: 16,
    };
    const metricStream = { firehoseArn: FIREHOSE, namespaces: ["AWS/EKS"] };
    expect(monitoringSchema("dev").parse({ ...given, metricStream })).to.deep.equal({
      ...given,
      metricStream: { destination: { kind: "given", firehoseArn: FIREHOSE }, namespaces: ["AWS/EKS"] },
    });
    expect(monitoringSchema("prod").parse({ enabled: false }).enabled).to.equal(false);
  });

  const cases: Record<string, [unknown, RegExp[]]> = {
    "a retention CloudWatch does not have": [{ logRetentionDays: 31 }, [/^logRetentionDays: .*30/]],
    "an address that is none": [
      { subscriptions: [{ protocol: "email", endpoint: "ops" }] },
      [/^subscriptions\.0\.endpoint: allowed is an e-mail address$/],
    ],
    "an endpoint without TLS": [
      { subscriptions: [{ protocol: "https", endpoint: "http://events.example.com" }] },
      [/^subscriptions\.0\.endpoint: allowed is an address that begins with https:\/\/$/],
    ],
    "an endpoint that is no address": [
      { subscriptions: [{ protocol: "https", endpoint: "events" }] },
      [/^subscriptions\.0\.endpoint: allowed is an address that begins with https:\/\/$/],
    ],
    "a protocol SNS has and we do not": [
      { subscriptions: [{ protocol: "sms", endpoint: "+49123" }] },
      [/^subscriptions\.0\.protocol: /],
    ],
    "one endpoint twice, also where another is wrong": [
      { subscriptions: [OPS, { protocol: "email", endpoint: "x" }, OPS] },
      [
        /^subscriptions\.1\.endpoint: allowed is an e-mail address$/,
        /^subscriptions\.2\.endpoint: is subscribed already; allowed is each endpoint once$/,
      ],
    ],
    "a budget of nothing": [{ monthlyBudgetUsd: 0 }, [/^monthlyBudgetUsd: allowed is more than 0$/]],
    "a smaller database than any control plane has": [
      { controlPlaneDatabaseGiB: 4 },
      [/^controlPlaneDatabaseGiB: allowed are 8 GiB or more: no control plane has less$/],
    ],
    "a delivery stream that is none": [
      { metricStream: { firehoseArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/metrics" } },
      [/^metricStream\.firehoseArn: allowed is the ARN of a Firehose delivery stream$/],
    ],
    "a time to keep what is sent elsewhere": [
      { metricStream: { firehoseArn: FIREHOSE, retentionDays: 30 } },
      [/^metricStream\.retentionDays: is for the stack's own bucket, .*; allowed is one of the two$/],
    ],
    "metrics that are kept for no time": [
      { metricStream: { retentionDays: 0 } },
      [/^metricStream\.retentionDays: allowed are 1 to 3650 days$/],
    ],
    "a stream of no metrics, which would be one of all": [
      { metricStream: { firehoseArn: FIREHOSE, namespaces: [] } },
      [/^metricStream\.namespaces: allowed is one namespace or more/],
    ],
    "a key it does not know": [{ alarm: true }, [/^: .*"alarm"/]],
    "something that is no map": [[], [/^: /]],
  };
  for (const [name, [found, expected]] of Object.entries(cases)) {
    it(`refuses ${name}`, () => {
      const messages = refusals(found);
      expect(messages).to.have.length(expected.length);
      for (const [index, pattern] of expected.entries()) expect(messages[index]).to.match(pattern);
    });
  }

  it("advises to have somebody hear of alarms and of costs", () => {
    const advice = (given: object) => monitoringAdvice(monitoringSchema("prod").parse(given), "aws");
    expect(advice({})).to.have.length(2);
    expect(advice({ subscriptions: [OPS] })).to.deep.equal([
      "monitoring.monthlyBudgetUsd is not set: nobody is warned when this environment costs more than it should.",
    ]);
    expect(advice({ subscriptions: [OPS], monthlyBudgetUsd: 100 })).to.deep.equal([]);
    expect(advice({ enabled: false })).to.deep.equal([]);
    for (const partition of ["aws-cn", "aws-us-gov"] as const) {
      expect(monitoringAdvice(monitoringSchema("prod").parse({ subscriptions: [OPS] }), partition)).to.deep.equal([]);
    }
  });
});
