import { type Fixture, one } from "./fixture.ts";

/** The network of a small platform. */
export const NETWORK_FIXTURES: readonly Fixture[] = [
  one("vpc", "aws:ec2/vpc:Vpc", () => ({ cidrBlock: "10.0.0.0/16" })),
  one("subnet", "aws:ec2/subnet:Subnet", ({ id }) => ({ vpcId: id("vpc"), cidrBlock: "10.0.0.0/24" })),
  one("igw", "aws:ec2/internetGateway:InternetGateway", ({ id }) => ({ vpcId: id("vpc") })),
  one("eip", "aws:ec2/eip:Eip", () => ({ domain: "vpc" })),
  one("nat", "aws:ec2/natGateway:NatGateway", ({ id }) => ({ subnetId: id("subnet"), allocationId: id("eip") })),
  one("table", "aws:ec2/routeTable:RouteTable", ({ id }) => ({ vpcId: id("vpc") })),
  one("route", "aws:ec2/route:Route", ({ id }) => ({
    routeTableId: id("table"),
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: id("nat"),
  })),
  one("public-table", "aws:ec2/routeTable:RouteTable", ({ id }) => ({ vpcId: id("vpc") })),
  one("public-route", "aws:ec2/route:Route", ({ id }) => ({
    routeTableId: id("public-table"),
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: id("igw"),
  })),
  one("table-association", "aws:ec2/routeTableAssociation:RouteTableAssociation", ({ id }) => ({
    subnetId: id("subnet"),
    routeTableId: id("table"),
  })),
  one("group", "aws:ec2/securityGroup:SecurityGroup", ({ id }) => ({ vpcId: id("vpc"), name: "group" })),
  one("default-group", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", ({ id }) => ({ vpcId: id("vpc") })),
  one("ingress-rule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", ({ id }) => ({
    securityGroupId: id("group"),
    ipProtocol: "tcp",
    referencedSecurityGroupId: id("group"),
  })),
  one("egress-rule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", ({ id }) => ({
    securityGroupId: id("group"),
    ipProtocol: "tcp",
    referencedSecurityGroupId: id("group"),
  })),
  one("endpoint", "aws:ec2/vpcEndpoint:VpcEndpoint", ({ id }) => ({
    vpcId: id("vpc"),
    serviceName: "com.amazonaws.eu-central-1.s3",
    privateDnsEnabled: true,
    subnetIds: [id("subnet")],
    routeTableIds: [id("table")],
    securityGroupIds: [id("group")],
  })),
  one("tag", "aws:ec2/tag:Tag", ({ id }) => ({ resourceId: id("subnet"), key: "role", value: "private" })),
];
