import { expect } from "chai";
import { networkSchema } from "../../../components/network/config.ts";
import type { Tier } from "../../../components/shared/tiers.ts";

const subnet = (digit: number) => `subnet-${String(digit).repeat(17)}`;
const existing = {
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.0.0.0/16",
  privateSubnetIds: [subnet(1), subnet(2), subnet(3)],
};

/** Path and message of every issue, one a line. */
function refusals(tier: Tier, found: unknown): string[] {
  const result = networkSchema(tier).safeParse(found);
  if (result.success) throw new Error(`expected a refusal, found ${JSON.stringify(result.data)}`);
  return result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

describe("the network config", () => {
  const cases: Record<string, [Tier, unknown, string[]]> = {
    "a stack without a range": [
      "dev",
      {},
      ['cidr: is required unless "existing" names a VPC: a private IPv4 range of size /16 to /20'],
    ],
    "a range that cannot be planned": [
      "dev",
      { cidr: "10.0.0.0/24" },
      ["cidr: is too small for public, private and intra subnets in every zone; allowed sizes are /16 to /20"],
    ],
    "a range in use elsewhere": [
      "dev",
      { cidr: "10.0.0.0/16", reservedCidrs: ["10.1.0.0/16", "10.0.0.0/8"] },
      [
        "cidr: overlaps 10.0.0.0/8, which reservedCidrs says is in use elsewhere; allowed is a range that shares no address with it",
      ],
    ],
    "a reserved range that is none, and still looks at the others": [
      "dev",
      { cidr: "10.0.0.0/16", reservedCidrs: ["office", "10.0.128.0/17", "10.9.9.9/16"] },
      [
        "reservedCidrs.0: is not an IPv4 range in CIDR notation; allowed is for instance 10.20.0.0/16",
        "reservedCidrs.2: has bits set below its prefix; the range it lies in is 10.9.0.0/16",
        "cidr: overlaps 10.0.128.0/17, which reservedCidrs says is in use elsewhere; allowed is a range that shares no address with it",
      ],
    ],
    "one zone": ["dev", { cidr: "10.0.0.0/16", zones: ["a"] }, ["zones: allowed are two or three zones"]],
    "four zones": [
      "prod",
      { cidr: "10.0.0.0/16", zones: ["a", "b", "c", "d"] },
      ["zones: allowed are two or three zones"],
    ],
    "a zone twice": [
      "dev",
      { cidr: "10.0.0.0/16", zones: ["a", "a"] },
      ["zones: names a zone twice; allowed is each zone once"],
    ],
    "a zone AWS has no letter for": [
      "dev",
      { cidr: "10.0.0.0/16", zones: ["a", "g"] },
      ['zones.1: Invalid option: expected one of "a"|"b"|"c"|"d"|"e"|"f"'],
    ],
    "a NAT mode there is not": [
      "dev",
      { cidr: "10.0.0.0/16", nat: "double" },
      ['nat: Invalid option: expected one of "none"|"single"|"per-zone"'],
    ],
    "a retention CloudWatch does not have": [
      "dev",
      { cidr: "10.0.0.0/16", flowLogRetentionDays: 31 },
      [
        "flowLogRetentionDays: Invalid option: expected one of 1|3|5|7|14|30|60|90|120|150|180|365|400|545|731|1096|1827|2192|2557|2922|3288|3653",
      ],
    ],
    "a misspelled key": ["dev", { cidr: "10.0.0.0/16", natt: "none" }, [': Unrecognized key: "natt"']],
    "no NAT without interface endpoints": [
      "dev",
      { cidr: "10.0.0.0/16", nat: "none" },
      ['interfaceEndpoints: must be true with nat "none": nodes could neither pull images nor reach AWS otherwise'],
    ],
    "no NAT with interface endpoints turned off": [
      "staging",
      { cidr: "10.0.0.0/16", nat: "none", interfaceEndpoints: false },
      ['interfaceEndpoints: must be true with nat "none": nodes could neither pull images nor reach AWS otherwise'],
    ],
    "one NAT gateway for prod": [
      "prod",
      { cidr: "10.0.0.0/16", nat: "single" },
      ['nat: prod needs "per-zone": one NAT gateway in each zone, so that losing a zone does not cut off the others'],
    ],
    "no NAT gateway for prod": [
      "prod",
      { cidr: "10.0.0.0/16", nat: "none" },
      ['nat: prod needs "per-zone": one NAT gateway in each zone, so that losing a zone does not cut off the others'],
    ],
    "two zones for prod": [
      "prod",
      { cidr: "10.0.0.0/16", zones: ["a", "b"] },
      ["zones: prod needs three zones, so that losing one leaves two"],
    ],
    "two private subnets for prod": [
      "prod",
      { existing: { ...existing, privateSubnetIds: [subnet(1), subnet(2)] } },
      [
        "existing.privateSubnetIds: prod needs three private subnets, one in each of three zones, so that losing one leaves two",
      ],
    ],
    "one private subnet": [
      "dev",
      { existing: { ...existing, privateSubnetIds: [subnet(1)] } },
      ["existing.privateSubnetIds: allowed are two or more subnets: EKS wants two zones"],
    ],
    "one intra subnet": [
      "dev",
      { existing: { ...existing, intraSubnetIds: [subnet(1)] } },
      ["existing.intraSubnetIds: allowed are two or more subnets: EKS wants two zones"],
    ],
    "a subnet twice": [
      "prod",
      {
        existing: {
          ...existing,
          privateSubnetIds: [subnet(1), subnet(2), subnet(1)],
          publicSubnetIds: [subnet(4), subnet(4)],
        },
      },
      [
        "existing.privateSubnetIds: names a subnet twice; allowed is each subnet once",
        "existing.publicSubnetIds: names a subnet twice; allowed is each subnet once",
      ],
    ],
    "ids that are none": [
      "dev",
      { existing: { ...existing, vpcId: "vpc-main", publicSubnetIds: ["subnet-XYZ"] } },
      [
        'existing.vpcId: allowed is a VPC id, "vpc-" and 8 or 17 hexadecimal digits',
        'existing.publicSubnetIds.0: allowed is a subnet id, "subnet-" and 8 or 17 hexadecimal digits',
      ],
    ],
    "a range no VPC has": [
      "dev",
      { existing: { ...existing, cidr: "10.0.0.0/8" } },
      ["existing.cidr: is a size AWS does not give a VPC; allowed sizes are /16 to /28"],
    ],
    "an existing VPC without what it must have": [
      "dev",
      { existing: {} },
      [
        "existing.vpcId: Invalid input: expected string, received undefined",
        "existing.cidr: Invalid input: expected string, received undefined",
        "existing.privateSubnetIds: Invalid input: expected array, received undefined",
      ],
    ],
    "what is no object": ["dev", "10.0.0.0/16", [": Invalid input: expected object, received string"]],
    null: ["dev", null, [": Invalid input: expected object, received null"]],
    "a list": ["prod", [], [": Invalid input: expected object, received array"]],
    "fields of the wrong type, without stumbling over them": [
      "prod",
      { cidr: 10, zones: "abc", nat: 1, flowLogRetentionDays: "30", interfaceEndpoints: "yes", reservedCidrs: [1] },
      [
        "cidr: Invalid input: expected string, received number",
        "zones: allowed is a list of two or three letters, such as [a, b]",
        'nat: Invalid option: expected one of "none"|"single"|"per-zone"',
        "flowLogRetentionDays: Invalid option: expected one of 1|3|5|7|14|30|60|90|120|150|180|365|400|545|731|1096|1827|2192|2557|2922|3288|3653",
        "interfaceEndpoints: Invalid input: expected boolean, received string",
        "reservedCidrs.0: Invalid input: expected string, received number",
      ],
    ],
    "an existing VPC that is no object": [
      "dev",
      { existing: "vpc-0123456789abcdef0" },
      ["existing: Invalid input: expected object, received string"],
    ],
    "everything at once": [
      "prod",
      { cidr: "8.8.0.0/16", zones: ["a", "z"], nat: "single", extra: true },
      [
        'zones.1: Invalid option: expected one of "a"|"b"|"c"|"d"|"e"|"f"',
        ': Unrecognized key: "extra"',
        "cidr: is not a private range; allowed are parts of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
        'nat: prod needs "per-zone": one NAT gateway in each zone, so that losing a zone does not cut off the others',
        "zones: prod needs three zones, so that losing one leaves two",
      ],
    ],
  };
  for (const [what, [tier, found, expected]] of Object.entries(cases)) {
    it(`refuses ${what}`, () => {
      expect(refusals(tier, found)).to.deep.equal(expected);
    });
  }

  for (const [key, value] of Object.entries({
    cidr: "10.0.0.0/16",
    zones: ["a", "b", "c"],
    nat: "per-zone",
    flowLogRetentionDays: 30,
    interfaceEndpoints: true,
    reservedCidrs: [],
  })) {
    it(`refuses ${key} beside an existing VPC`, () => {
      expect(refusals("prod", { existing, [key]: value })).to.deep.equal([
        `${key}: excludes "existing": a VPC that is there brings its own; allowed is one of the two`,
      ]);
    });
  }
});
