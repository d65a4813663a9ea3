import { expect } from "chai";
import type { StackInput } from "../../../components/config.ts";
import { change, good, refusal, type Refusal, refusesEach } from "./support.ts";

const poolIn = (key: string, value: string): object[] => [
  { preset: "general", requirements: [{ key, operator: "In", values: [value] }] },
];

describe("what the sections of a stack say together", () => {
  const CERTIFICATE = (region: string, account: string): object[] => [
    {
      name: "web",
      image: "example.com/web:1.0.0",
      ingress: {
        hosts: ["web.example.com"],
        certificateArn: `arn:aws:acm:${region}:${account}:certificate/0123abcd-0123-0123-0123-0123456789ab`,
      },
    },
  ];
  const FIREHOSE = (region: string, account: string): string =>
    `arn:aws:firehose:${region}:${account}:deliverystream/metrics`;
  const refusals: Refusal[] = [
    [
      "a principal of another partition",
      (c) => change(c, "platform/cluster/access/viewers", ["arn:aws-cn:iam::210987654321:role/viewer"]),
      /access\.viewers\[0\]: .*; is of the partition aws-cn; allowed is one of aws, which eu-central-1 is in/,
    ],
    [
      "a permissions boundary of another account",
      (c) => change(c, "platform/permissionsBoundary", "arn:aws:iam::333333333333:policy/boundary"),
      /permissionsBoundary: .*; is of the account 333333333333; allowed is one of 210987654321/,
    ],
    [
      "a certificate of another region",
      (c) => change(c, "platform/applications", CERTIFICATE("us-east-1", "210987654321")),
      /ingress\.certificateArn: .*; is of the region us-east-1; allowed is one of eu-central-1/,
    ],
    [
      "a certificate of another account",
      (c) => change(c, "platform/applications", CERTIFICATE("eu-central-1", "333333333333")),
      /ingress\.certificateArn: .*; is of the account 333333333333; allowed is one of 210987654321/,
    ],
    [
      "a delivery stream of metrics in another region",
      (c) => change(c, "platform/monitoring/metricStream", { firehoseArn: FIREHOSE("eu-west-1", "210987654321") }),
      /metricStream\.firehoseArn: .*; is of the region eu-west-1; allowed is one of eu-central-1, where the metrics are/,
    ],
    [
      "a delivery stream of metrics in another account",
      (c) => change(c, "platform/monitoring/metricStream", { firehoseArn: FIREHOSE("eu-central-1", "333333333333") }),
      /metricStream\.firehoseArn: .*; is of the account 333333333333; allowed is one of 210987654321/,
    ],
    [
      "a node pool in zones without a subnet",
      (c) => change(c, "platform/karpenter/nodePools", poolIn("topology.kubernetes.io/zone", "eu-central-1f")),
      /nodePools\[0\]\.requirements: .*leave no zone of the network: .* eu-central-1a, eu-central-1b, eu-central-1c/,
    ],
    [
      "a node pool in another region",
      (c) => change(c, "platform/karpenter/nodePools", poolIn("topology.kubernetes.io/region", "eu-west-1")),
      /nodePools\[0\]\.requirements: .*leave no region: .* allowed is eu-central-1/,
    ],
    [
      "a namespace of a Prometheus whose address is not given",
      (c) => change(c, "platform/rollouts/prometheusNamespace", "metrics"),
      /rollouts\.prometheusNamespace: found "metrics"; says where the Prometheus of prometheusAddress runs/,
    ],
  ];
  const gov = (c: StackInput): StackInput =>
    change(
      change(c, "aws/region", "us-gov-west-1"),
      "platform/cluster/access/deployers/0",
      "arn:aws-us-gov:iam::210987654321:role/deployer",
    );
  refusals.push(
    [
      "a budget in US dollars where the bill is another account's, with what else is wrong",
      (c) => change(change(gov(c), "platform/monitoring/monthlyBudgetUsd", 100), "platform/tierr", "prod"),
      /\(2 problems\)[^]*monitoring\.monthlyBudgetUsd: found 100; cannot be had in the partition aws-us-gov: .*; allowed is to leave it out/,
    ],
    [
      "a budget in US dollars where the bill is in yuan",
      (c) => change(change(c, "aws/region", "cn-north-1"), "platform/monitoring/monthlyBudgetUsd", 100),
      /monitoring\.monthlyBudgetUsd: found 100; cannot be had in the partition aws-cn: .* yuan/,
    ],
  );
  it("takes a budget in US dollars as it stands where it is switched off, and where there are budgets", () => {
    const monitoring = { enabled: false, monthlyBudgetUsd: 100 };
    expect(() => refusal(change(gov(good()), "platform/monitoring", monitoring))).to.throw("was accepted");
    expect(() => refusal(change(good(), "platform/monitoring/monthlyBudgetUsd", 100))).to.throw("was accepted");
  });

  it("takes a delivery stream of metrics as it stands where none are sent", () => {
    const metricStream = { firehoseArn: FIREHOSE("eu-west-1", "333333333333") };
    expect(() => refusal(change(good(), "platform/monitoring", { enabled: false, metricStream }))).to.throw(
      "was accepted",
    );
  });

  it("takes the certificate of an application that is switched off as it stands", () => {
    const off = CERTIFICATE("us-east-1", "333333333333").map((application) => ({ ...application, enabled: false }));
    expect(() => refusal(change(good(), "platform/applications", off))).to.throw("was accepted");
  });

  refusesEach(refusals);
});
