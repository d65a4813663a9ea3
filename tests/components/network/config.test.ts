import { expect } from "chai";
import { type NetworkConfig, networkSchema } from "../../../components/network/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";

const subnet = (digit: number) => `subnet-${String(digit).repeat(17)}`;
const existing = {
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.0.0.0/16",
  privateSubnetIds: [subnet(1), subnet(2), subnet(3)],
};

const parse = (tier: Tier, found: unknown): NetworkConfig => networkSchema(tier).parse(found);

describe("the network config", () => {
  it("fills in what prod needs", () => {
    expect(parse("prod", { cidr: "10.30.0.0/16" })).to.deep.equal({
      kind: "new",
      cidr: "10.30.0.0/16",
      zones: ["a", "b", "c"],
      nat: "per-zone",
      flowLogRetentionDays: 365,
      interfaceEndpoints: true,
    });
  });

  for (const tier of ["dev", "staging"] as const) {
    it(`fills in what is cheap in ${tier}`, () => {
      expect(parse(tier, { cidr: "10.30.0.0/16" })).to.deep.equal({
        kind: "new",
        cidr: "10.30.0.0/16",
        zones: ["a", "b"],
        nat: "single",
        flowLogRetentionDays: 30,
        interfaceEndpoints: false,
      });
    });
  }

  it("takes what is given over the defaults", () => {
    const given = {
      cidr: "10.30.0.0/18",
      zones: ["b", "c", "d"],
      nat: "none",
      flowLogRetentionDays: 90,
      interfaceEndpoints: true,
      reservedCidrs: ["10.31.0.0/16", "192.0.2.1/32"],
    };
    const { reservedCidrs, ...resolved } = given;
    expect(reservedCidrs).to.have.length(2);
    expect(parse("dev", given)).to.deep.equal({ kind: "new", ...resolved });
  });

  it("lets prod give up the interface endpoints", () => {
    expect(parse("prod", { cidr: "10.30.0.0/16", interfaceEndpoints: false })).to.include({
      interfaceEndpoints: false,
    });
  });

  it("takes an existing VPC, and its private subnets where it has no others", () => {
    expect(parse("prod", { existing })).to.deep.equal({
      kind: "existing",
      ...existing,
      publicSubnetIds: [],
      intraSubnetIds: existing.privateSubnetIds,
    });
  });

  it("takes every kind of subnet of an existing VPC, two of each outside prod", () => {
    const all = {
      ...existing,
      privateSubnetIds: [subnet(1), "subnet-1234abcd"],
      publicSubnetIds: [subnet(3)],
      intraSubnetIds: [subnet(5), subnet(6)],
    };
    expect(parse("staging", { existing: all })).to.deep.equal({ kind: "existing", ...all });
  });

  it("takes an existing VPC outside the private ranges", () => {
    expect(parse("dev", { existing: { ...existing, cidr: "52.94.0.0/22" } })).to.include({ cidr: "52.94.0.0/22" });
  });
});
