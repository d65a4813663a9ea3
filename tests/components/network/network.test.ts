import { expect } from "chai";
import { type Plan, type PlanValue, Unknown } from "../../../preview/plan.ts";
import { all, only } from "../../support/harness.ts";
import {
  type Made,
  ADDRESS,
  ASSOCIATION,
  BARE,
  COMPONENT,
  ENDPOINT,
  idsOf,
  INTERNET_GATEWAY,
  made,
  NAT_GATEWAY,
  network,
  ROUTE,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  tagsOf,
  VPC,
} from "./support.ts";

const existing = {
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.40.0.0/16",
  publicSubnetIds: ["subnet-aaaaaaaa"],
  privateSubnetIds: ["subnet-11111111", "subnet-22222222", "subnet-33333333"],
};

const count = (plan: Plan) => {
  const counts: Record<string, number> = {};
  for (const { type } of made(plan)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

function hasUnknown(value: PlanValue | undefined): boolean {
  if (value instanceof Unknown) return true;
  return (
    typeof value === "object" && value !== null && Object.values(value).some((inner) => hasUnknown(inner as PlanValue))
  );
}

/** Common to every tier that makes a VPC over this many zones, with this many NAT gateways. */
const expectedCounts = (zones: number, natGateways: number, interfaceEndpoints: number) => ({
  [COMPONENT]: 1,
  "eks-platform:shared:EncryptionKey": 1,
  "aws:kms/key:Key": 1,
  "aws:kms/alias:Alias": 1,
  [VPC]: 1,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
  [INTERNET_GATEWAY]: 1,
  [SUBNET]: 3 * zones,
  [ROUTE_TABLE]: zones + 2,
  [ASSOCIATION]: 3 * zones,
  [ROUTE]: 1 + (natGateways > 0 ? zones : 0),
  ...(natGateways > 0 && { [ADDRESS]: natGateways, [NAT_GATEWAY]: natGateways }),
  "aws:cloudwatch/logGroup:LogGroup": 1,
  "aws:iam/role:Role": 1,
  "aws:iam/rolePolicy:RolePolicy": 1,
  "aws:ec2/flowLog:FlowLog": 1,
  [ENDPOINT]: 1 + interfaceEndpoints,
  ...(interfaceEndpoints > 0 && {
    [SECURITY_GROUP]: 1,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
  }),
});

describe("the network component", () => {
  let prod: Made;
  let dev: Made;
  let isolated: Made;
  let used: Made;
  before(async () => {
    prod = await network("prod", BARE);
    dev = await network("dev", BARE);
    isolated = await network("staging", { ...BARE, nat: "none", interfaceEndpoints: true });
    used = await network("prod", { existing });
  });

  it("makes the children its configuration asks for, and no others", () => {
    expect(count(prod.plan), "prod").to.deep.equal(expectedCounts(3, 3, 12));
    expect(count(dev.plan), "dev").to.deep.equal(expectedCounts(2, 1, 0));
    expect(count(isolated.plan), "no NAT").to.deep.equal(expectedCounts(2, 0, 12));
    expect(count(used.plan), "existing").to.deep.equal({ [COMPONENT]: 1, "aws:ec2/tag:Tag": 7 });
  });

  it("names every child after itself and parents it, and registers its outputs", () => {
    for (const { plan, outputs, registered } of [prod, dev, isolated, used]) {
      const { urn } = only(plan, COMPONENT, "network");
      const children = made(plan).filter((resource) => resource.urn !== urn);
      expect(children).to.not.be.empty;
      const key = plan.resources.find((resource) => resource.type === "eks-platform:shared:EncryptionKey");
      for (const child of children) {
        expect(child.name).to.match(/^network-/);
        expect(child.parent, child.name).to.be.oneOf(child.type.startsWith("aws:kms") ? [key?.urn] : [urn]);
      }
      expect(registered).to.have.members(Object.keys(outputs));
    }
  });

  it("gives every part of the VPC a name people find it by", () => {
    const nameless = made(prod.plan)
      .filter(({ type }) => /^aws:(ec2|vpc)\//.test(type) && !/Association|:Route$/.test(type))
      .filter((resource) => !tagsOf(resource).Name?.startsWith("atlas-"));
    expect(nameless.map(({ name, type }) => `${name} (${type})`)).to.deep.equal([]);
  });

  it("hands out its subnets in the order of the zones", () => {
    expect(prod.outputs).to.deep.equal({
      vpcId: only(prod.plan, VPC).id,
      cidr: "10.30.0.0/16",
      publicSubnetIds: idsOf(prod.plan, SUBNET, "network-public-"),
      privateSubnetIds: idsOf(prod.plan, SUBNET, "network-private-"),
      intraSubnetIds: idsOf(prod.plan, SUBNET, "network-intra-"),
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      natGatewayIds: all(prod.plan, NAT_GATEWAY).map(({ id }) => id),
    });
  });

  it("takes the zones it is told, under their own letters", async () => {
    const { plan, outputs } = await network("dev", { ...BARE, zones: ["f", "b"] });
    expect(outputs.zones).to.deep.equal(["eu-west-1f", "eu-west-1b"]);
    expect(outputs.privateSubnetIds).to.deep.equal(
      ["f", "b"].map((letter) => only(plan, SUBNET, `network-private-${letter}`).id),
    );
    expect(only(plan, NAT_GATEWAY).name).to.equal("network-nat-f");
  });

  it("knows its documents, names and ranges before the first deployment", async () => {
    const { plan, outputs } = await network("prod", BARE, true);
    expect(outputs).to.deep.equal({ cidr: "10.30.0.0/16", zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] });
    const awaiting = plan.resources.flatMap(({ name, inputs }) =>
      Object.entries(inputs)
        .filter(([key, value]) => hasUnknown(value) && !/(Id|Ids|Arn|^logDestination)$/.test(key))
        .map(([key]) => `${name}: ${key}`),
    );
    expect(awaiting).to.deep.equal([]);
    expect(all(plan, ENDPOINT).map(({ inputs }) => typeof inputs.policy)).to.deep.equal(Array(13).fill("string"));
  });

  it("tags its subnets so that controllers find them", () => {
    const tags = all(used.plan, "aws:ec2/tag:Tag").map(({ name, inputs }) => [name, inputs]);
    const tag = (id: string, role: string, key: string, value: string) => [
      `network-${id}-${role}`,
      { resourceId: id, key, value },
    ];
    expect(tags).to.have.deep.members([
      tag("subnet-aaaaaaaa", "elb", "kubernetes.io/role/elb", "1"),
      ...existing.privateSubnetIds.flatMap((id) => [
        tag(id, "internal-elb", "kubernetes.io/role/internal-elb", "1"),
        tag(id, "discovery", "karpenter.sh/discovery", "atlas"),
      ]),
    ]);
  });

  it("hands out the same outputs as one it makes", () => {
    expect(used.outputs).to.deep.equal({
      ...existing,
      intraSubnetIds: existing.privateSubnetIds,
      zones: [],
      natGatewayIds: [],
    });
    expect(Object.keys(used.outputs)).to.have.members(Object.keys(prod.outputs));
  });
});
