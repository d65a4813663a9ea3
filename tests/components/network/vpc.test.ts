import { expect } from "chai";
import type { Plan } from "../../../preview/plan.ts";
import { all, only } from "../../support/harness.ts";
import {
  type Made,
  ADDRESS,
  ASSOCIATION,
  BARE,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  network,
  ROUTE,
  ROUTE_TABLE,
  SUBNET,
  tagsOf,
  VPC,
} from "./support.ts";

describe("the VPC of a network", () => {
  let prod: Made;
  let dev: Made;
  let isolated: Made;
  before(async () => {
    prod = await network("prod", BARE);
    dev = await network("dev", BARE);
    isolated = await network("staging", { ...BARE, nat: "none", interfaceEndpoints: true });
  });

  it("turns on the DNS that private endpoints need", () => {
    expect(only(prod.plan, VPC).inputs).to.include({
      cidrBlock: "10.30.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
  });

  it("closes the default security group", () => {
    const { inputs } = only(prod.plan, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(inputs).to.deep.include({
      ingress: [],
      egress: [],
      vpcId: only(prod.plan, VPC).id,
    });
  });

  it("puts a subnet of each kind into each zone, none of which gives out public addresses", () => {
    const subnets = all(prod.plan, SUBNET).map(({ name, inputs }) => [name, inputs.availabilityZone, inputs.cidrBlock]);
    expect(subnets).to.have.deep.members([
      ["network-public-a", "eu-west-1a", "10.30.192.0/22"],
      ["network-public-b", "eu-west-1b", "10.30.196.0/22"],
      ["network-public-c", "eu-west-1c", "10.30.200.0/22"],
      ["network-private-a", "eu-west-1a", "10.30.0.0/19"],
      ["network-private-b", "eu-west-1b", "10.30.32.0/19"],
      ["network-private-c", "eu-west-1c", "10.30.64.0/19"],
      ["network-intra-a", "eu-west-1a", "10.30.224.0/22"],
      ["network-intra-b", "eu-west-1b", "10.30.228.0/22"],
      ["network-intra-c", "eu-west-1c", "10.30.232.0/22"],
    ]);
    for (const subnet of all(prod.plan, SUBNET)) expect(subnet.inputs.mapPublicIpOnLaunch, subnet.name).to.equal(false);
  });

  it("tags subnets for load balancers, and only private ones for nodes", () => {
    expect(tagsOf(only(prod.plan, SUBNET, "network-public-a"))).to.deep.equal({
      Name: "atlas-public-a",
      "kubernetes.io/role/elb": "1",
    });
    expect(tagsOf(only(prod.plan, SUBNET, "network-private-c"))).to.deep.equal({
      Name: "atlas-private-c",
      "kubernetes.io/role/internal-elb": "1",
      "karpenter.sh/discovery": "atlas",
    });
    expect(tagsOf(only(prod.plan, SUBNET, "network-intra-b"))).to.deep.equal({ Name: "atlas-intra-b" });
  });

  it("sends each private subnet of prod through the NAT gateway of its own zone", () => {
    for (const letter of ["a", "b", "c"]) {
      const nat = only(prod.plan, NAT_GATEWAY, `network-nat-${letter}`);
      expect(nat.inputs.subnetId).to.equal(only(prod.plan, SUBNET, `network-public-${letter}`).id);
      expect(nat.inputs.allocationId).to.equal(only(prod.plan, ADDRESS, `network-nat-${letter}-address`).id);
      expectRoute(prod.plan, `private-${letter}`, { natGatewayId: nat.id! });
    }
  });

  it("sends all private subnets through one NAT gateway where one must do", () => {
    const nat = only(dev.plan, NAT_GATEWAY, "network-nat-a");
    expectRoute(dev.plan, "private-a", { natGatewayId: nat.id! });
    expectRoute(dev.plan, "private-b", { natGatewayId: nat.id! });
  });

  it("makes NAT gateways and their addresses after the internet gateway", () => {
    const { urn } = only(prod.plan, INTERNET_GATEWAY);
    for (const resource of [...all(prod.plan, NAT_GATEWAY), ...all(prod.plan, ADDRESS)]) {
      expect(resource.options.dependencies, resource.name).to.include(urn);
    }
  });

  it("sends public subnets to the internet gateway, and intra subnets nowhere", () => {
    expectRoute(prod.plan, "public", { gatewayId: only(prod.plan, INTERNET_GATEWAY).id! });
    const intra = only(prod.plan, ROUTE_TABLE, "network-intra").id;
    expect(all(prod.plan, ROUTE).map((route) => route.inputs.routeTableId)).to.not.include(intra);
  });

  it("gives private subnets no way out without NAT", () => {
    expect(all(isolated.plan, ROUTE).map((route) => route.name)).to.deep.equal(["network-public-internet"]);
  });

  it("connects every subnet to the table of its kind", () => {
    const table = (name: string) => only(prod.plan, ROUTE_TABLE, `network-${name}`).id;
    for (const letter of ["a", "b", "c"]) {
      for (const [kind, tableName] of [
        ["public", "public"],
        ["intra", "intra"],
        ["private", `private-${letter}`],
      ] as const) {
        const name = `network-${kind}-${letter}`;
        expect(only(prod.plan, ASSOCIATION, name).inputs, name).to.deep.equal({
          subnetId: only(prod.plan, SUBNET, name).id,
          routeTableId: table(tableName),
        });
      }
    }
  });
});

/** That a table's only route leads anywhere through this target. */
function expectRoute(plan: Plan, tableName: string, target: Record<string, string>): void {
  const { id } = only(plan, ROUTE_TABLE, `network-${tableName}`);
  const routes = all(plan, ROUTE).filter((route) => route.inputs.routeTableId === id);
  expect(routes.map((route) => route.inputs)).to.deep.equal([
    { routeTableId: id, destinationCidrBlock: "0.0.0.0/0", ...target },
  ]);
}
