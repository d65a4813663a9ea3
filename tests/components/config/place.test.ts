import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { parseConfig, type StackInput } from "../../../components/config.ts";
import { REGIONS } from "../../../components/config/regions.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { advice, change, good, PREVIEW, refusal } from "./support.ts";

const DEPLOYER = "platform/cluster/access/deployers/0";

/** The smallest stack of a tier, in a region. */
function inRegion(tier: Tier, region: string): StackInput {
  const moved = change(good(tier), "aws/region", region);
  return region.startsWith("cn-") ? change(moved, DEPLOYER, "arn:aws-cn:iam::210987654321:role/deployer") : moved;
}

function zonesOf(tier: Tier, region: string): readonly string[] {
  const { network } = parseConfig(inRegion(tier, region), PREVIEW).config;
  if (network.kind !== "new") throw new Error("the network is not a new one");
  return network.zones;
}

describe("where a stack is", () => {
  describe("the zones of a network that does not name them", () => {
    const zones: [string, string[]][] = [
      ["eu-central-1", ["a", "b", "c"]],
      ["ap-northeast-1", ["a", "c", "d"]],
      ["ap-northeast-2", ["a", "b", "c"]],
      ["ca-central-1", ["a", "b", "d"]],
      ["cn-north-1", ["a", "b", "d"]],
    ];
    for (const [region, letters] of zones) {
      it(`are ${letters.join(", ")} in ${region}, and the first two of them outside prod`, () => {
        expect(zonesOf("prod", region)).to.deep.equal(letters);
        expect(zonesOf("dev", region)).to.deep.equal(letters.slice(0, 2));
      });
    }

    it("are those that pools of nodes are held against", () => {
      const requirements = [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["ap-northeast-1b"] }];
      const pool = change(inRegion("prod", "ap-northeast-1"), "platform/karpenter/nodePools", [
        { preset: "general", requirements },
      ]);
      expect(refusal(pool)).to.match(
        /leave no zone of the network: .* ap-northeast-1a, ap-northeast-1c, ap-northeast-1d/,
      );
    });

    it("are said not to be sure where accounts have letters of their own", () => {
      for (const [region, zone] of [
        ["us-east-1", "use1-az3"],
        ["us-west-1", "usw1-az2"],
      ] as const) {
        const lines = advice("dev", { "aws/region": region });
        expect(lines).to.have.length(1);
        expect(lines[0])
          .to.match(/^network\.zones is not set/)
          .and.to.include(zone);
        expect(advice("dev", { "aws/region": region, "platform/network/zones": ["a", "c"] })).to.deep.equal([]);
      }
    });
  });

  it("tells zones that new accounts do not have", () => {
    const named = { "aws/region": "ca-central-1", "platform/network/zones": ["a", "c"] };
    expect(advice("dev", named)).to.deep.equal([
      "network.zones names c: new accounts have a, b, d in ca-central-1, and EKS may not take others.",
    ]);
    expect(advice("dev", { ...named, "platform/network/zones": ["b", "d"] })).to.deep.equal([]);
  });

  it("is no region with two zones for prod", () => {
    const where = /network\.zones: .*prod needs three zones, and us-west-1 shows an account two; allowed is another/;
    expect(refusal(inRegion("prod", "us-west-1")))
      .to.match(where)
      .and.to.include("(1 problem)");
    const named = change(inRegion("prod", "us-west-1"), "platform/network/zones", ["a", "b"]);
    expect(refusal(named)).to.match(where).and.to.include("(1 problem)");
    expect(zonesOf("dev", "us-west-1")).to.have.length(2);
  });

  describe("the region", () => {
    it("is told when it is none that is known, with those that may be meant", () => {
      expect(advice("dev", { "aws/region": "eu-central-9" })).to.deep.equal([
        "aws:region names eu-central-9, which is no region known here; did you mean eu-central-1 or eu-central-2? A region newer than this platform can be right.",
      ]);
      expect(advice("dev", { "aws/region": "us-est-2" }).join()).to.match(/did you mean us-east-2 or us-west-2\?/);
      expect(advice("dev", { "aws/region": "qq-nowhereland-7" }).join()).to.match(/known here\. A region newer/);
    });

    it("is one of the provider's own list, without the partitions a stack cannot be deployed to", () => {
      const open = Object.values(aws.Region).filter((region) => !/-iso|^eusc-/.test(region));
      expect(open).to.have.length.above(30);
      expect([...REGIONS].sort()).to.deep.equal([...open].sort());
    });
  });
});
