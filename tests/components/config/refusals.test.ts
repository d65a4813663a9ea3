import { expect } from "chai";
import type { StackInput } from "../../../components/config.ts";
import { change, good, refusal } from "./support.ts";

const poolIn = (key: string, value: string): object[] => [
  { preset: "general", requirements: [{ key, operator: "In", values: [value] }] },
];

describe("the stack configuration", () => {
  const refusals: [string, (input: StackInput) => StackInput, RegExp][] = [
    [
      "a file without the platform object",
      (c) => change(c, "platform", undefined),
      /eks-platform:platform: is required/,
    ],
    [
      "a missing tier",
      (c) => change(c, "platform/tier", undefined),
      /platform\.tier: is required; allowed: "dev", "staging", "prod", "drill"/,
    ],
    [
      "an unknown tier",
      (c) => change(c, "platform/tier", "production"),
      /platform\.tier: found "production"; allowed: "dev", "staging", "prod", "drill"/,
    ],
    [
      "a misspelled key",
      (c) => change(c, "platform/netwrk", {}),
      /platform\.netwrk: is not a known key; did you mean "network"\? Allowed here: tier, clusterName/,
    ],
    [
      "a misspelled key in a section",
      (c) => change(c, "platform/network/natt", "single"),
      /platform\.network\.natt: is not a known key; did you mean "nat"\?/,
    ],
    [
      "a key of another access mode",
      (c) => change(c, "platform/deployAccess/cidrs", []),
      /platform\.deployAccess\.cidrs: is not a known key; allowed here: mode, from$/m,
    ],
    [
      "a cluster name with capitals",
      (c) => change(c, "platform/clusterName", "Atlas"),
      /platform\.clusterName: found "Atlas"; allowed are lower-case letters/,
    ],
    [
      "a prod stack with one NAT gateway",
      (c) => change(c, "platform/network/nat", "single"),
      /platform\.network\.nat: found "single"; prod needs "per-zone"/,
    ],
    [
      "a prod stack over two zones",
      (c) => change(c, "platform/network/zones", ["a", "b"]),
      /platform\.network\.zones: found \["a","b"\]; prod needs three/,
    ],
    [
      "a prod stack without deletion protection",
      (c) => change(c, "platform/cluster/deletionProtection", false),
      /platform\.cluster\.deletionProtection: found false; /,
    ],
    [
      "a Kubernetes version EKS does not have",
      (c) => change(c, "platform/cluster/version", "1.99"),
      /platform\.cluster\.version: found "1\.99"; allowed: "1\.31"/,
    ],
    [
      "a VPC and an existing VPC",
      (c) => change(c, "platform/network/existing", { vpcId: "vpc-01234567" }),
      /platform\.network\.cidr: found "10\.20\.0\.0\/16"; excludes "existing"/,
    ],
    [
      "a VPC that overlaps a range in use",
      (c) => change(c, "platform/network/reservedCidrs", ["10.20.128.0/20"]),
      /platform\.network\.cidr: found "10\.20\.0\.0\/16"; overlaps 10\.20\.128\.0\/20/,
    ],
    [
      "a service range inside the VPC",
      (c) => change(c, "platform/cluster/serviceCidr", "10.20.0.0/20"),
      /platform\.cluster\.serviceCidr: found "10\.20\.0\.0\/20"; 10\.20\.0\.0\/20 overlaps network\.cidr 10\.20\.0\.0\/16/,
    ],
    [
      "a VPC in the range services have by default",
      (c) => change(c, "platform/network/cidr", "172.20.0.0/16"),
      /platform\.cluster\.serviceCidr: 172\.20\.0\.0\/16 overlaps network\.cidr 172\.20\.0\.0\/16/,
    ],
    [
      "Karpenter in EKS Auto Mode",
      (c) => change(c, "platform/cluster/autoMode", true),
      /platform\.cluster\.autoMode: found true; excludes Karpenter/,
    ],
    [
      "a pool for each zone of a VPC whose zones are not known",
      (c) =>
        change(change(c, "platform/network", { existing: {} }), "platform/karpenter/nodePools", [
          { preset: "general", perZone: true },
        ]),
      /platform\.karpenter\.nodePools\[0\]\.perZone: found true; needs the names of the zones/,
    ],
    [
      "zonal shift for Karpenter in a cluster without it",
      (c) => change(change(c, "platform/cluster/zonalShift", false), "platform/karpenter/controller/zonalShift", true),
      /platform\.karpenter\.controller\.zonalShift: found true; needs cluster\.zonalShift/,
    ],
    [
      "an application on a node pool that is not there",
      (c) =>
        change(c, "platform/applications", [
          { name: "web", image: "example.com/web:1.0.0", nodePool: "gpu", strategy: { kind: "rolling" } },
        ]),
      /platform\.applications\[0\]\.nodePool: found "gpu"; is no node pool of this stack; allowed: general, critical/,
    ],
    [
      "an analysed canary without a Prometheus to ask",
      (c) =>
        change(
          change(c, "platform/applications", [{ name: "web", image: "example.com/web:1.0.0" }]),
          "platform/observability",
          {
            enabled: false,
          },
        ),
      /platform\.applications\[0\]\.strategy: runs the analysis .* with no Prometheus to ask/,
    ],
    [
      "a backup of a namespace that nobody makes",
      (c) =>
        change(c, "platform/velero/schedules", {
          daily: { schedule: "0 2 * * *", ttl: "720h", recoveryClass: "stateless", namespaces: ["nowhere"] },
        }),
      /platform\.velero\.schedules\.daily\.namespaces\[0\]: found "nowhere"; is made by nothing in this stack/,
    ],
    ["a missing account", (c) => change(c, "aws/allowedAccountIds", undefined), /aws:allowedAccountIds: is required/],
    [
      "two accounts",
      (c) => change(c, "aws/allowedAccountIds", ["210987654321", "333333333333"]),
      /aws:allowedAccountIds: .*allowed is exactly one account id/,
    ],
    [
      "an account id that YAML read as a number",
      (c) => change(c, "aws/allowedAccountIds", [210987654321]),
      /aws:allowedAccountIds\[0\]: found 210987654321; allowed is a quoted account id/,
    ],
    [
      "a region that is none",
      (c) => change(c, "aws/region", "Frankfurt"),
      /aws:region: found "Frankfurt"; allowed is a region such as eu-central-1/,
    ],
    [
      "a missing cost tag",
      (c) => change(c, "aws/defaultTags/tags/cost-center", undefined),
      /aws:defaultTags\.tags\.cost-center: is required/,
    ],
    [
      "a tag key that AWS reserves",
      (c) => change(c, "aws/defaultTags/tags/aws:x", "y"),
      /aws:defaultTags\.tags\.aws:x: .*not beginning with "aws:"/,
    ],
  ];
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
  refusals.push(
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
  );
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

  for (const [what, mutate, message] of refusals) {
    it(`refuses ${what}`, () => {
      const text = refusal(mutate(good()));
      expect(text).to.match(/^Pulumi\.example\.yaml is not a valid configuration \(\d+ problems?\):\n/);
      expect(text).to.match(message);
    });
  }
});
