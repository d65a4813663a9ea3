import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { parseConfig, type StackInput } from "../../components/config.ts";
import { maxClusterNameLength } from "../../components/shared/names.ts";
import { type Tier, TIERS } from "../../components/shared/tiers.ts";
import { findStacks } from "../../preview/stackFiles.ts";
import { change, DEPLOYMENT, good, type Json, PREVIEW, refusal } from "./config/support.ts";

const ROOT = join(import.meta.dirname, "..", "..");
describe("the stack configuration", () => {
  for (const tier of ["dev", "staging", "prod"] as const) {
    it(`takes the smallest ${tier} stack and fills in its defaults`, () => {
      const { config, advice } = parseConfig(good(tier), DEPLOYMENT);
      expect(config.tier).to.equal(tier);
      expect(config.cluster.version).to.equal("1.35");
      expect(config.cluster.deletionProtection).to.equal(tier === "prod");
      expect(config.network).to.include({ kind: "new", nat: tier === "prod" ? "per-zone" : "single" });
      expect(config.aws.scope).to.deep.equal({ region: "eu-central-1", accountId: "210987654321", partition: "aws" });
      expect(advice.filter((line) => !/^(monitoring|observability\.alerts)\./.test(line))).to.deep.equal([]);
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

  describe("of default tags", () => {
    const tagged = (tier: Tier, key: string): StackInput => {
      const input = good(tier);
      Object.assign((input.aws.defaultTags as { tags: Json }).tags, { [key]: "x" });
      return input;
    };
    for (const [key, prefix] of [
      ["karpenter.sh/nodepool", "karpenter.sh/"],
      ["karpenter.k8s.aws/ec2nodeclass", "karpenter.k8s.aws/"],
      ["elbv2.k8s.aws/cluster", "elbv2.k8s.aws/"],
      ["ingress.k8s.aws/stack", "ingress.k8s.aws/"],
      ["kubernetes.io/cluster/atlas", "kubernetes.io/"],
      ["node.kubernetes.io/x", "node.kubernetes.io/"],
      ["k8s.io/cluster-autoscaler/enabled", "k8s.io/"],
      ["cluster.k8s.amazonaws.com/name", "cluster.k8s.amazonaws.com/"],
      ["ebs.csi.aws.com/cluster", "ebs.csi.aws.com/"],
      ["eks:eks-cluster-name", "eks:"],
    ] as const) {
      it(`refuses ${key}, by which others know what is theirs`, () => {
        for (const tier of TIERS) {
          expect(refusal(tagged(tier, key)))
            .to.include(`${key}: found "x"; begins with "${prefix}", by which`)
            .and.to.include("(1 problem)");
        }
      });
    }
    it("takes keys that look like them", () => {
      for (const key of ["kubernetes", "my-k8s.io-team", "team/kubernetes.io/x", "notkarpenter.sh/x", "eksctl"]) {
        expect(parseConfig(tagged("prod", key), DEPLOYMENT).config.aws.tags).to.have.property(key, "x");
      }
    });
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
});
