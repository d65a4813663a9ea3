import { expect } from "chai";
import type { StackInput } from "../../../components/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { deployable, REHEARSAL_ACCOUNT } from "../../../rehearsal/engine/stackCopy.ts";
import { change, DEPLOYMENT, good, PREVIEW, refusal } from "./support.ts";

const open = (tier: Tier, ...cidrs: string[]): StackInput =>
  change(good(tier), "platform/deployAccess", { mode: "allowlisted-public", cidrs });

describe("the ranges that reach a public endpoint", () => {
  for (const [cidr, reserved] of [
    ["10.0.0.0/8", "10.0.0.0/8, private"],
    ["10.1.2.3/32", "10.0.0.0/8, private"],
    ["172.20.0.0/16", "172.16.0.0/12, private"],
    ["172.0.0.0/8", "172.16.0.0/12, private"],
    ["192.168.1.0/24", "192.168.0.0/16, private"],
    ["100.64.0.0/24", "100.64.0.0/10, those of carriers' NAT"],
    ["127.0.0.1/32", "127.0.0.0/8, loopback"],
    ["169.254.169.254/32", "169.254.0.0/16, link-local"],
    ["198.19.0.0/16", "198.18.0.0/15, those of benchmarks"],
    ["0.1.0.0/16", "0.0.0.0/8, this network's own"],
    ["192.0.0.8/32", "192.0.0.0/24, those of protocols"],
    ["239.0.0.0/8", "224.0.0.0/4, multicast"],
    ["255.255.255.255/32", "240.0.0.0/4, reserved"],
  ] as const) {
    it(`are not ${cidr}`, () => {
      expect(refusal(open("prod", "8.8.8.0/24", cidr)))
        .to.include(`deployAccess.cidrs[1]: found "${cidr}"; has addresses of ${reserved}, which`)
        .and.to.include("allowed are public ranges")
        .and.to.include("(1 problem)");
    });
  }

  it("are any others", () => {
    const beside = [
      "9.255.255.0/24",
      "100.63.0.0/16",
      "100.128.0.0/16",
      "172.15.0.0/16",
      "172.32.0.0/16",
      "223.0.0.0/8",
    ];
    expect(() => refusal(open("prod", ...beside), DEPLOYMENT)).to.throw("was accepted");
    expect(() => refusal(open("dev", "0.0.0.0/0"), DEPLOYMENT)).to.throw("was accepted");
  });

  it("are those of documentation in a preview, and what the rehearsal puts in their place in a deployment", () => {
    const documented = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.7/32"];
    expect(() => refusal(open("prod", ...documented), PREVIEW)).to.throw("was accepted");
    expect(refusal(open("prod", ...documented), DEPLOYMENT)).to.include("reserved for documentation");
    const config = { cidrs: documented.join(), "aws:allowedAccountIds": REHEARSAL_ACCOUNT };
    const { cidrs = "" } = deployable({ stack: "example", project: "eks-platform", config, secretKeys: [] }).config;
    expect(() => refusal(open("prod", ...cidrs.split(",")), DEPLOYMENT)).to.throw("was accepted");
  });
});
