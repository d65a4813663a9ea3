/**
 * The network. Immutable inputs are those the AWS provider replaces a resource for ("Forces new resource" in its
 * documentation, 7.x); what needs what is Amazon VPC's own documentation of the errors `DependencyViolation` and
 * `InvalidSubnet.Conflict`.
 */
import { overlapCidr } from "cidr-tools";
import { textAt, textsAt, valuesAt } from "../cloud/values.ts";
import type { CloudRecord, Inventory, Models, NeedRule, Reference } from "./types.ts";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** What a security group id may name; EKS makes a group with the cluster. */
export const SECURITY_GROUPS: Reference["to"] = [
  { type: SECURITY_GROUP },
  { type: DEFAULT_SECURITY_GROUP },
  { type: VPC, by: "defaultSecurityGroupId" },
  { type: "aws:eks/cluster:Cluster", by: "vpcConfig.clusterSecurityGroupId" },
];

/** Subnets that a stack does not make are handed to it by their ids; only ids of this cloud can be looked up. */
export const subnetReference = (path: string): Reference => ({ path, to: [{ type: SUBNET }] });

const vpcReference: Reference = { path: "vpcId", to: [{ type: VPC }] };

/** An internet gateway in the one VPC there is. */
const internetGateway: NeedRule = {
  what: "an internet gateway",
  why: "a public address works only in a VPC with an internet gateway, which cannot be detached while one is mapped",
  metBy: (_, { ready }) => ready.filter(({ type }) => type === INTERNET_GATEWAY),
};

const typeOf = (inventory: Inventory, type: string): CloudRecord[] =>
  inventory.ready.filter((one) => one.type === type);

/** Routes out of the VPC that a subnet has through its route table. */
export function routesOut(subnetId: string, inventory: Inventory): CloudRecord[] {
  const tables = typeOf(inventory, ASSOCIATION)
    .filter(({ inputs }) => inputs.subnetId === subnetId)
    .map(({ inputs }) => textAt(inputs, "routeTableId"));
  return typeOf(inventory, ROUTE).filter(({ inputs }) => tables.includes(textAt(inputs, "routeTableId")));
}

/** Associations of a subnet with a route table. */
export function associations(subnetId: string, inventory: Inventory): CloudRecord[] {
  return typeOf(inventory, ASSOCIATION).filter(({ inputs }) => inputs.subnetId === subnetId);
}

const joined = (inputs: CloudRecord["inputs"], ...paths: string[]): string =>
  paths.map((path) => textsAt(inputs, path).join(",")).join(" ");

export const NETWORK: Models = {
  [VPC]: {
    required: ["cidrBlock"],
    immutable: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId"],
    stateful: true,
  },
  [SUBNET]: {
    required: ["vpcId", "cidrBlock"],
    immutable: ["vpcId", "cidrBlock", "availabilityZone"],
    stateful: true,
    references: [vpcReference],
    conflicts: ({ inputs }, { ready }) => {
      const other = overlappingSubnet(inputs, ready);
      return other && `its range overlaps that of ${other.name}`;
    },
  },
  [INTERNET_GATEWAY]: { references: [vpcReference], unique: ({ inputs }) => textAt(inputs, "vpcId") || undefined },
  [EIP]: { immutable: ["domain", "networkBorderGroup"], needs: [internetGateway] },
  [NAT_GATEWAY]: {
    required: ["subnetId"],
    immutable: ["subnetId", "allocationId", "connectivityType", "privateIp"],
    references: [subnetReference("subnetId"), { path: "allocationId", to: [{ type: EIP }] }],
    needs: [internetGateway],
    unique: ({ inputs }) => textAt(inputs, "allocationId") || undefined,
  },
  [ROUTE_TABLE]: { required: ["vpcId"], immutable: ["vpcId"], references: [vpcReference] },
  [ROUTE]: {
    required: ["routeTableId"],
    immutable: ["routeTableId", "destinationCidrBlock"],
    references: [
      { path: "routeTableId", to: [{ type: ROUTE_TABLE }] },
      { path: "gatewayId", to: [{ type: INTERNET_GATEWAY }] },
      { path: "natGatewayId", to: [{ type: NAT_GATEWAY }] },
    ],
    unique: ({ inputs }) => joined(inputs, "routeTableId", "destinationCidrBlock"),
  },
  [ASSOCIATION]: {
    required: ["routeTableId"],
    immutable: ["subnetId", "gatewayId"],
    references: [{ path: "routeTableId", to: [{ type: ROUTE_TABLE }] }, subnetReference("subnetId")],
    unique: ({ inputs }) => textAt(inputs, "subnetId") || undefined,
  },
  [SECURITY_GROUP]: {
    immutable: ["name", "namePrefix", "description", "vpcId"],
    references: [vpcReference],
    unique: ({ inputs, outputs }) => `${textAt(inputs, "vpcId")} ${textAt(outputs, "name")}`,
  },
  [DEFAULT_SECURITY_GROUP]: {
    immutable: ["vpcId"],
    references: [vpcReference],
    unique: ({ inputs }) => textAt(inputs, "vpcId"),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule(),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule(),
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    required: ["vpcId", "serviceName"],
    immutable: ["vpcId", "serviceName", "vpcEndpointType"],
    references: [
      vpcReference,
      subnetReference("subnetIds[*]"),
      { path: "routeTableIds[*]", to: [{ type: ROUTE_TABLE }] },
      { path: "securityGroupIds[*]", to: SECURITY_GROUPS },
    ],
    unique: ({ inputs }) =>
      valuesAt(inputs, "privateDnsEnabled")[0] === true ? joined(inputs, "vpcId", "serviceName") : undefined,
  },
  "aws:ec2/flowLog:FlowLog": {
    immutable: ["vpcId", "trafficType", "logDestination", "logDestinationType", "iamRoleArn", "maxAggregationInterval"],
    references: [
      vpcReference,
      {
        path: "logDestination",
        to: [
          { type: "aws:cloudwatch/logGroup:LogGroup", by: "arn" },
          { type: "aws:s3/bucket:Bucket", by: "arn" },
        ],
      },
      { path: "iamRoleArn", to: [{ type: "aws:iam/role:Role", by: "arn" }] },
    ],
    needs: [
      {
        what: "permissions of its role",
        why: "delivery fails silently for as long as the role may not write",
        metBy: ({ inputs }, { ready }) => {
          const role = ready.find(
            ({ type, outputs }) => type === "aws:iam/role:Role" && outputs.arn === inputs.iamRoleArn,
          );
          return role && permissionsOf(role.id, ready);
        },
      },
    ],
    unique: ({ inputs }) => joined(inputs, "vpcId", "logDestination", "trafficType"),
  },
  "aws:ec2/tag:Tag": {
    required: ["resourceId", "key", "value"],
    immutable: ["resourceId", "key"],
    references: [{ path: "resourceId", to: [...SECURITY_GROUPS, { type: SUBNET }, { type: VPC }] }],
    unique: ({ inputs }) => joined(inputs, "resourceId", "key"),
  },
};

function securityGroupRule(): Models[string] {
  return {
    required: ["securityGroupId", "ipProtocol"],
    immutable: ["securityGroupId"],
    references: [
      { path: "securityGroupId", to: SECURITY_GROUPS },
      { path: "referencedSecurityGroupId", to: SECURITY_GROUPS },
    ],
    unique: ({ inputs }) =>
      [
        "securityGroupId",
        "ipProtocol",
        "fromPort",
        "toPort",
        "cidrIpv4",
        "cidrIpv6",
        "prefixListId",
        "referencedSecurityGroupId",
      ]
        .map((path) => JSON.stringify(inputs[path] ?? null))
        .join(" "),
  };
}

/** Policies attached to a role, by its name. */
export function permissionsOf(roleName: string, ready: readonly CloudRecord[]): CloudRecord[] {
  return ready.filter(
    ({ type, inputs }) =>
      (type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" || type === "aws:iam/rolePolicy:RolePolicy") &&
      inputs.role === roleName,
  );
}

/** A NAT gateway that nodes may be meant to leave by. */
export function hasNat({ ready }: Inventory): boolean {
  return ready.some(({ type }) => type === NAT_GATEWAY);
}

/** The subnet of the same VPC whose range overlaps, if there is one. */
export function overlappingSubnet(
  inputs: CloudRecord["inputs"],
  ready: readonly CloudRecord[],
): CloudRecord | undefined {
  return ready.find(
    (other) =>
      other.type === SUBNET &&
      other.inputs.vpcId === inputs.vpcId &&
      overlapCidr(textAt(other.inputs, "cidrBlock"), textAt(inputs, "cidrBlock")),
  );
}
