import { change, type Refusal, refusesEach } from "./support.ts";

describe("the stack configuration", () => {
  const refusals: Refusal[] = [
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
  refusesEach(refusals);
});
