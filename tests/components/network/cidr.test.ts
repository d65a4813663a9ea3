import { expect } from "chai";
import { overlapCidr } from "cidr-tools";
import fc from "fast-check";
import { parseVpcCidr, planSubnets, ZONE_LETTERS, type ZoneSubnets } from "../../../components/network/cidr.ts";
import { CidrError, overlaps, parseIpv4Cidr } from "../../../components/shared/ipv4.ts";

const ABC = ["a", "b", "c"] as const;
const cidrsOf = (zone: ZoneSubnets) => [zone.publicCidr, zone.privateCidr, zone.intraCidr];

/** First and last address, worked out here and not by the code under test. */
function bounds(cidr: string): [number, number] {
  const [address, prefix] = cidr.split("/");
  const start = address!.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return [start, start + 2 ** (32 - Number(prefix)) - 1];
}

/** Private ranges of every size that can be planned, at any place they can be. */
const vpcRange = fc
  .tuple(
    fc.constantFrom(["10.0.0.0", 8], ["172.16.0.0", 12], ["192.168.0.0", 16], ["100.64.0.0", 10]),
    fc.integer({ min: 16, max: 20 }),
    fc.nat({ max: 2 ** 12 - 1 }),
  )
  .map(([[base, basePrefix], prefix, place]) => {
    const [start] = bounds(`${base as string}/32`);
    const address = start + (place % 2 ** (prefix - (basePrefix as number))) * 2 ** (32 - prefix);
    return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".")}/${prefix}`;
  });
const zoneList = fc.uniqueArray(fc.constantFrom(...ZONE_LETTERS), { minLength: 1, maxLength: ZONE_LETTERS.length });

describe("the CIDR plan", () => {
  it("gives each zone of a /16 a /19 for nodes and pods", () => {
    expect(planSubnets("10.20.0.0/16", ABC)).to.deep.equal([
      { zone: "a", publicCidr: "10.20.192.0/22", privateCidr: "10.20.0.0/19", intraCidr: "10.20.224.0/22" },
      { zone: "b", publicCidr: "10.20.196.0/22", privateCidr: "10.20.32.0/19", intraCidr: "10.20.228.0/22" },
      { zone: "c", publicCidr: "10.20.200.0/22", privateCidr: "10.20.64.0/19", intraCidr: "10.20.232.0/22" },
    ]);
  });

  it("divides a smaller VPC in the same proportions", () => {
    expect(planSubnets("192.168.16.0/20", ["a", "f"])).to.deep.equal([
      { zone: "a", publicCidr: "192.168.28.0/26", privateCidr: "192.168.16.0/23", intraCidr: "192.168.30.0/26" },
      { zone: "f", publicCidr: "192.168.29.64/26", privateCidr: "192.168.26.0/23", intraCidr: "192.168.31.64/26" },
    ]);
  });

  it("never lets two subnets overlap", () => {
    fc.assert(
      fc.property(vpcRange, zoneList, (vpc, zones) => {
        const sorted = planSubnets(vpc, zones)
          .flatMap(cidrsOf)
          .map(bounds)
          .sort(([a], [b]) => a - b);
        expect(sorted).to.have.length(zones.length * 3);
        for (const [index, [start]] of sorted.entries()) {
          if (index > 0) expect(start).to.be.greaterThan(sorted[index - 1]![1]);
        }
      }),
    );
  });

  it("keeps every subnet inside the VPC", () => {
    fc.assert(
      fc.property(vpcRange, zoneList, (vpc, zones) => {
        const [first, last] = bounds(vpc);
        for (const [start, end] of planSubnets(vpc, zones).flatMap(cidrsOf).map(bounds)) {
          expect(start).to.be.at.least(first);
          expect(end).to.be.at.most(last);
        }
      }),
    );
  });

  it("starts every subnet where its size lets it, and makes none smaller or larger than AWS does", () => {
    fc.assert(
      fc.property(vpcRange, zoneList, (vpc, zones) => {
        for (const cidr of planSubnets(vpc, zones).flatMap(cidrsOf)) {
          const prefix = Number(cidr.split("/")[1]);
          expect(prefix).to.be.within(16, 28);
          expect(bounds(cidr)[0] % 2 ** (32 - prefix)).to.equal(0);
        }
      }),
    );
  });

  it("treats all zones alike, and gives nodes the most room", () => {
    fc.assert(
      fc.property(vpcRange, zoneList, (vpc, zones) => {
        const vpcPrefix = Number(vpc.split("/")[1]);
        for (const zone of planSubnets(vpc, zones)) {
          expect(cidrsOf(zone).map((cidr) => Number(cidr.split("/")[1]) - vpcPrefix)).to.deep.equal([6, 3, 6]);
        }
      }),
    );
  });

  it("leaves a zone's subnets where they are, whatever other zones there are", () => {
    fc.assert(
      fc.property(vpcRange, zoneList, (vpc, zones) => {
        const all = new Map(planSubnets(vpc, ZONE_LETTERS).map((zone) => [zone.zone, zone]));
        const some = planSubnets(vpc, zones);
        expect(some.map((zone) => zone.zone)).to.deep.equal(zones);
        expect(some).to.deep.equal(zones.map((letter) => all.get(letter)));
      }),
    );
  });

  it("moves nothing when a third zone is added", () => {
    expect(planSubnets("10.0.0.0/16", ABC).slice(0, 2)).to.deep.equal(planSubnets("10.0.0.0/16", ["a", "b"]));
    const [a, , c] = planSubnets("10.0.0.0/16", ABC);
    expect(planSubnets("10.0.0.0/16", ["a", "c"])).to.deep.equal([a, c]);
  });

  describe("refuses", () => {
    const refusals: Record<string, [string, RegExp]> = {
      "what is no range": ["ten", /^is not an IPv4 range in CIDR notation; allowed is for instance 10\.20\.0\.0\/16$/],
      "an address without a size": ["10.0.0.0", /^is not an IPv4 range/],
      "an empty text": ["", /^is not an IPv4 range/],
      "two sizes": ["10.0.0.0/16/16", /^is not an IPv4 range/],
      "a size of more bits than there are": ["10.0.0.0/33", /^is not an IPv4 range/],
      "a size with a leading zero": ["10.0.0.0/016", /^is not an IPv4 range/],
      "three bytes": ["10.0.0/16", /^is not an IPv4 range/],
      "a byte too large": ["10.256.0.0/16", /^is not an IPv4 range/],
      "a byte with a leading zero": ["10.020.0.0/16", /^is not an IPv4 range/],
      "surrounding space": [" 10.0.0.0/16", /^is not an IPv4 range/],
      IPv6: ["fd00::/16", /^is not an IPv4 range/],
      "set host bits": ["10.20.30.0/16", /^has bits set below its prefix; the range it lies in is 10\.20\.0\.0\/16$/],
      "a public range": [
        "8.8.0.0/16",
        /^is not a private range; allowed are parts of 10\.0\.0\.0\/8, 172\.16\.0\.0\/12/,
      ],
      "the range after 172.16.0.0/12": ["172.32.0.0/16", /^is not a private range/],
      "the range after 100.64.0.0/10": ["100.128.0.0/16", /^is not a private range/],
      "a VPC larger than AWS makes": [
        "10.0.0.0/15",
        /^is a size AWS does not give a VPC; allowed sizes are \/16 to \/28$/,
      ],
      "a VPC smaller than AWS makes": ["10.0.0.0/29", /^is a size AWS does not give a VPC/],
      "a VPC too small to divide": [
        "10.0.0.0/21",
        /^is too small for public, private .*; allowed sizes are \/16 to \/20$/,
      ],
    };
    for (const [what, [cidr, message]] of Object.entries(refusals)) {
      it(what, () => {
        expect(() => planSubnets(cidr, ABC)).to.throw(CidrError, message);
      });
    }
  });

  it("takes any range of a VPC's size where nothing is to be planned", () => {
    expect(parseVpcCidr("52.94.0.0/22")).to.deep.equal({ start: 52 * 2 ** 24 + 94 * 2 ** 16, prefix: 22 });
  });

  it("takes any range, down to one address, where it only says what is in use", () => {
    expect(parseIpv4Cidr("255.255.255.255/32")).to.deep.equal({ start: 2 ** 32 - 1, prefix: 32 });
    expect(parseIpv4Cidr("0.0.0.0/0")).to.deep.equal({ start: 0, prefix: 0 });
  });
});

describe("overlaps", () => {
  it("sees one range inside the other, both ways", () => {
    expect(overlaps("10.0.0.0/8", "10.20.0.0/16")).to.equal(true);
    expect(overlaps("10.20.0.0/16", "10.0.0.0/8")).to.equal(true);
  });

  it("does not mind neighbours", () => {
    expect(overlaps("10.20.0.0/16", "10.21.0.0/16")).to.equal(false);
  });

  it("agrees with the bounds of the ranges", () => {
    fc.assert(
      fc.property(vpcRange, vpcRange, (a, b) => {
        const [[aStart, aEnd], [bStart, bEnd]] = [bounds(a), bounds(b)];
        expect(overlaps(a, b)).to.equal(aStart <= bEnd && bStart <= aEnd);
        expect(overlaps(a, b)).to.equal(overlapCidr(b, a));
      }),
    );
  });
});
