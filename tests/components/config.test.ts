import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ConfigError, parseConfig, type ReadingContext, type StackInput } from "../../components/config.ts";
import { maxClusterNameLength } from "../../components/shared/names.ts";
import type { Tier } from "../../components/shared/tiers.ts";
import { findStacks } from "../../preview/stackFiles.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PREVIEW: ReadingContext = { today: new Date("2026-08-01T00:00:00Z"), deploying: false };
const DEPLOYMENT: ReadingContext = { ...PREVIEW, deploying: true };

type Json = Record<string, unknown>;

/** The smallest configuration that every tier takes. */
function good(tier: Tier = "prod"): { stack: string; platform: Json; aws: Json } {
  return {
    stack: "example",
    platform: {
      tier,
      clusterName: "atlas",
      deployAccess: { mode: "vpc-runner" },
      network: { cidr: "10.20.0.0/16" },
      cluster: { access: { deployers: ["arn:aws:iam::210987654321:role/deployer"] } },
    },
    aws: {
      region: "eu-central-1",
      allowedAccountIds: ["210987654321"],
      defaultTags: {
        tags: {
          platform: "atlas",
          environment: "x",
          owner: "o",
          "cost-center": "1",
          "business-unit": "b",
          compliance: "c",
        },
      },
    },
  };
}

/** Sets (or, given undefined, removes) what stands at a dotted path. */
function change(input: StackInput, path: string, value: unknown): StackInput {
  const copy = structuredClone(input) as unknown as Json;
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  const target = keys.reduce<Json>((at, key) => (at[key] ??= {}) as Json, copy);
  if (value === undefined) Reflect.deleteProperty(target, last);
  else target[last] = value;
  return copy as unknown as StackInput;
}

function refusal(input: StackInput, context = PREVIEW): string {
  try {
    parseConfig(input, context);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("the configuration was accepted");
}

describe("the stack configuration", () => {
  for (const tier of ["dev", "staging", "prod"] as const) {
    it(`takes the smallest ${tier} stack and fills in its defaults`, () => {
      const { config, advice } = parseConfig(good(tier), DEPLOYMENT);
      expect(config.tier).to.equal(tier);
      expect(config.cluster.version).to.equal("1.35");
      expect(config.cluster.deletionProtection).to.equal(tier === "prod");
      expect(config.network).to.include({ kind: "new", nat: tier === "prod" ? "per-zone" : "single" });
      expect(config.aws.scope).to.deep.equal({ region: "eu-central-1", accountId: "210987654321", partition: "aws" });
      expect(advice.filter((line) => !line.startsWith("monitoring."))).to.deep.equal([]);
    });
  }

  const stacks = findStacks(ROOT);
  it("ships with dev, staging and prod", () => {
    expect(stacks).to.include.members(["dev", "staging", "prod"]);
  });
  for (const stack of stacks) {
    const { config: keys } = parse(readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), "utf8")) as { config: Json };
    const shipped: StackInput = {
      stack,
      platform: keys["eks-platform:platform"],
      aws: {
        region: keys["aws:region"],
        allowedAccountIds: keys["aws:allowedAccountIds"],
        defaultTags: keys["aws:defaultTags"],
      },
    };
    it(`previews the shipped ${stack} stack with a notice about its example account`, () => {
      expect(parseConfig(shipped, PREVIEW).advice.join("\n")).to.match(
        /account of AWS's documentation: fine for a preview/,
      );
    });
    it(`refuses to deploy the shipped ${stack} stack with its example account`, () => {
      expect(refusal(shipped, DEPLOYMENT)).to.match(/still has example values.*\n.*aws:allowedAccountIds names \d{12}/);
    });
  }

  it("takes any stack name: the tier is a field", () => {
    const { config } = parseConfig({ ...good("prod"), stack: "prod-eu" }, DEPLOYMENT);
    expect(config.tier).to.equal("prod");
  });

  const refusals: readonly [string, (input: StackInput) => StackInput, RegExp][] = [
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
      /platform\.deployAccess\.cidrs: is not a known key; .*Allowed here: mode$/m,
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
  for (const [what, mutate, message] of refusals) {
    it(`refuses ${what}`, () => {
      const text = refusal(mutate(good()));
      expect(text).to.match(/^Pulumi\.example\.yaml is not a valid configuration \(\d+ problems?\):\n/);
      expect(text).to.match(message);
    });
  }

  it("refuses a default tag that Karpenter keeps for its own instances, where Karpenter is on", () => {
    const tagged = (tier: Tier): StackInput => {
      const input = good(tier);
      Object.assign((input.aws.defaultTags as { tags: Json }).tags, { "karpenter.sh/nodepool": "x" });
      return input;
    };
    expect(refusal(tagged("prod"))).to.match(/karpenter\.sh\/nodepool: found "x"; is a tag by which Karpenter/);
    expect(parseConfig(tagged("dev"), DEPLOYMENT).config.tier).to.equal("dev");
  });

  it("refuses a prod stack with a public endpoint open to the world, however it is spelled", () => {
    for (const cidrs of [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"]]) {
      const text = refusal(change(good(), "platform/deployAccess", { mode: "allowlisted-public", cidrs }));
      expect(text).to.match(
        /platform\.deployAccess\.cidrs\[0\]: found "0\.0\.0\.0\/[01]"; opens the API server to the world/,
      );
    }
  });

  it("takes a prod stack with a public endpoint for named ranges", () => {
    const { config } = parseConfig(
      change(good(), "platform/deployAccess", { mode: "allowlisted-public", cidrs: ["8.8.8.0/24"] }),
      DEPLOYMENT,
    );
    expect(config.deployAccess).to.deep.equal({ mode: "allowlisted-public", cidrs: ["8.8.8.0/24"] });
  });

  it("refuses to deploy a public endpoint for a documentation range", () => {
    const input = change(good("dev"), "platform/deployAccess", {
      mode: "allowlisted-public",
      cidrs: ["203.0.113.0/24"],
    });
    expect(refusal(input, DEPLOYMENT)).to.include("203.0.113.0/24, a range reserved for documentation");
  });

  it("never repeats credentials found in a proxy's URL", () => {
    const text = refusal(
      change(good(), "platform/deployAccess", { mode: "proxy", url: "http://user:hunter2@proxy:3128" }),
    );
    expect(text)
      .to.match(/platform\.deployAccess\.url: /)
      .and.not.include("hunter2");
    const malformed = refusal(
      change(good(), "platform/deployAccess", { mode: "proxy", url: "ftp://user:hunter2@proxy" }),
    );
    expect(malformed)
      .to.match(/platform\.deployAccess\.url: /)
      .and.not.include("hunter2");
  });

  it("names every problem at once, also those between fields", () => {
    let input: StackInput = good();
    input = change(input, "platform/clusterName", "Not A Name");
    input = change(input, "platform/network/nat", "none");
    input = change(input, "platform/cluster/versoin", "1.35");
    input = change(input, "aws/region", undefined);
    const text = refusal(input);
    for (const path of ["platform.clusterName", "platform.network.nat", "platform.cluster.versoin", "aws:region"]) {
      expect(text).to.include(`${path}: `);
    }
    expect(text).to.match(/\(\d problems\)/);
  });

  it("takes a cluster name as long as its derived names allow, and refuses one character more", () => {
    const longest = "a".repeat(maxClusterNameLength());
    expect(parseConfig(change(good(), "platform/clusterName", longest), DEPLOYMENT).config.clusterName).to.equal(
      longest,
    );
    expect(refusal(change(good(), "platform/clusterName", `${longest}a`))).to.match(
      /clusterName: .*allowed are at most \d+ characters: IAM role names end at 64/,
    );
  });

  describe("on the support of a Kubernetes version", () => {
    const advice = (version: string, today: string) =>
      parseConfig(change(good(), "platform/cluster/version", version), {
        today: new Date(`${today}T12:00:00Z`),
        deploying: true,
      })
        .advice.filter((line) => line.startsWith("Kubernetes"))
        .join();

    it("says nothing while it has more than 60 days of standard support", () => {
      expect(advice("1.35", "2027-01-01")).to.equal("");
    });
    it("reminds from 60 days before the end of standard support", () => {
      expect(advice("1.35", "2027-02-01")).to.match(/leaves standard support on 2027-03-27, in 55 days/);
    });
    it("warns after the end of standard support, and does not refuse", () => {
      expect(advice("1.35", "2027-03-28")).to.match(/left standard support on 2027-03-27/);
    });
    it("warns after the end of extended support, and does not refuse", () => {
      expect(advice("1.35", "2028-03-28")).to.match(/left extended support on 2028-03-27/);
    });
    it("counts the last day as supported", () => {
      expect(advice("1.35", "2027-03-27")).to.match(/leaves standard support/);
    });
  });
});
