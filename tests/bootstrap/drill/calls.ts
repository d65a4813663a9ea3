import { drillBoundary } from "../../../bootstrap/documents/drill/boundary.ts";
import { drillWorkloadBoundaryArn } from "../../../bootstrap/names.ts";
import { drillPolicies } from "../../../bootstrap/recoveryDrillAccess.ts";
import { drillStackConfig, drillStackName } from "../../../drills/recover/stackConfig.ts";
import type { Plan, PlannedResource } from "../../../preview/plan.ts";
import { runProgram } from "../../../preview/program.ts";
import { readStack } from "../../../preview/stackFiles.ts";
import { PROJECT } from "../../support/commandLine.ts";
import type { Request } from "../../support/iam/evaluate.ts";
import { CALLS } from "../calls.ts";
import { ACCOUNT, environmentScope, mayUnder, REGION } from "../support.ts";

export const prod = environmentScope("prod");
export const RUN = "0a1b2c3d";
export const CLUSTER = drillStackName(RUN);
/** Tags of the temporary cluster, as the context of a call that makes something. */
export const made = { "aws:RequestTag/environment": "drill", "aws:RequestTag/owner": "platform-team" };
/** The same of what is there. */
export const own = { "aws:ResourceTag/environment": "drill", "aws:ResourceTag/owner": "platform-team" };
/** The security group that EKS makes with a temporary cluster. */
export const clusterGroup = { "aws:ResourceTag/aws:eks:cluster-name": CLUSTER };
export const bounded = { "iam:PermissionsBoundary": drillWorkloadBoundaryArn(prod.scope, "atlas-prod") };
const region = { "aws:RequestedRegion": REGION };

export const ec2 = (resource: string): string => `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}`;

/** Whether the role of production's recovery drill may do it. */
export function drillMay(request: Request): boolean {
  return mayUnder(Object.values(drillPolicies(prod)), drillBoundary(prod), request);
}

/** The temporary stack of production's recovery drill, in the account and region of these tests. */
export function drillPlan(): Promise<Plan> {
  const shipped = readStack(PROJECT, "prod");
  const config = { ...shipped.config, "aws:allowedAccountIds": JSON.stringify([ACCOUNT]), "aws:region": REGION };
  const location = {
    bucket: "atlas-velero-atlas-prod-5f3a9c1e",
    keyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234`,
  };
  const values = Object.entries(drillStackConfig({ source: { ...shipped, config }, location, run: RUN }));
  return runProgram(
    {
      project: shipped.project,
      stack: CLUSTER,
      config: Object.fromEntries(
        values.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
      ),
      secretKeys: [],
    },
    { unknowns: false },
  );
}

/**
 * EC2 action -> the kind it makes, and the kinds that have to be there. IAM judges a call for each of them.
 * Source: AWS Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2".
 */
const EC2: Readonly<Record<string, { readonly makes?: string; readonly uses?: readonly string[] }>> = {
  AllocateAddress: { makes: "elastic-ip" },
  AssociateRouteTable: { uses: ["route-table", "subnet"] },
  AttachInternetGateway: { uses: ["internet-gateway", "vpc"] },
  CreateFlowLogs: { makes: "vpc-flow-log", uses: ["vpc"] },
  CreateInternetGateway: { makes: "internet-gateway" },
  CreateLaunchTemplate: { makes: "launch-template" },
  CreateLaunchTemplateVersion: { uses: ["launch-template"] },
  CreateNatGateway: { makes: "natgateway", uses: ["elastic-ip", "subnet"] },
  CreateRoute: { uses: ["route-table"] },
  CreateRouteTable: { makes: "route-table", uses: ["vpc"] },
  CreateSubnet: { makes: "subnet", uses: ["vpc"] },
  CreateVpc: { makes: "vpc" },
  CreateVpcEndpoint: { makes: "vpc-endpoint", uses: ["route-table", "vpc"] },
  DeleteFlowLogs: { uses: ["vpc-flow-log"] },
  DeleteInternetGateway: { uses: ["internet-gateway"] },
  DeleteLaunchTemplate: { uses: ["launch-template"] },
  DeleteLaunchTemplateVersions: { uses: ["launch-template"] },
  DeleteNatGateway: { uses: ["natgateway"] },
  DeleteRoute: { uses: ["route-table"] },
  DeleteRouteTable: { uses: ["route-table"] },
  DeleteSubnet: { uses: ["subnet"] },
  DeleteTags: { uses: ["vpc"] },
  DeleteVpc: { uses: ["vpc"] },
  DeleteVpcEndpoints: { uses: ["vpc-endpoint"] },
  DetachInternetGateway: { uses: ["internet-gateway", "vpc"] },
  DisassociateAddress: { uses: ["elastic-ip"] },
  DisassociateRouteTable: { uses: ["route-table", "subnet"] },
  ModifyLaunchTemplate: { uses: ["launch-template"] },
  ModifySubnetAttribute: { uses: ["subnet"] },
  ModifyVpcAttribute: { uses: ["vpc"] },
  ModifyVpcEndpoint: { uses: ["vpc-endpoint"] },
  ReleaseAddress: { uses: ["elastic-ip"] },
  ReplaceRoute: { uses: ["route-table"] },
  ReplaceRouteTableAssociation: { uses: ["route-table", "subnet"] },
  RevokeSecurityGroupEgress: { uses: ["security-group"] },
  RevokeSecurityGroupIngress: { uses: ["security-group"] },
};

/** What EC2 is asked to start the nodes of a managed node group, from the launch template. */
const START: Request[] = [
  ...["instance/*", "network-interface/*", "volume/*"].map((kind) => ({ resource: ec2(kind), context: made })),
  ...["launch-template/lt-1", "subnet/subnet-1"].map((kind) => ({ resource: ec2(kind), context: own })),
  { resource: ec2("security-group/sg-1"), context: clusterGroup },
  { resource: `arn:aws:ec2:${REGION}::image/ami-1`, context: {} },
].map(({ resource, context }) => ({ action: "ec2:RunInstances", resource, context: { ...region, ...context } }));

const onClusterGroup = (action: string): Request => ({
  action,
  resource: ec2("security-group/sg-1"),
  context: { ...region, ...clusterGroup },
});

/** Calls whose resources are not simply the temporary cluster's own by their tag. */
const PARTICULAR: Readonly<Record<string, Readonly<Record<string, (resource: PlannedResource) => Request[]>>>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    // It comes with the VPC, without a tag.
    "ec2:CreateTags": () => [
      { action: "ec2:CreateTags", resource: ec2("security-group/sg-1"), context: { ...region, ...made } },
    ],
  },
  "aws:ec2/tag:Tag": Object.fromEntries(
    ["ec2:CreateTags", "ec2:DeleteTags"].map((action) => [
      action,
      ({ inputs }: PlannedResource): Request[] => [
        {
          action,
          resource: ec2("security-group/sg-1"),
          context: { ...region, ...clusterGroup, "aws:TagKeys": [inputs.key as string] },
        },
      ],
    ]),
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    "ec2:AuthorizeSecurityGroupIngress": () => [
      onClusterGroup("ec2:AuthorizeSecurityGroupIngress"),
      {
        action: "ec2:AuthorizeSecurityGroupIngress",
        resource: ec2("security-group-rule/*"),
        context: { ...region, ...made },
      },
      {
        action: "ec2:CreateTags",
        resource: ec2("security-group-rule/sgr-1"),
        context: { ...region, ...made, "ec2:CreateAction": "AuthorizeSecurityGroupIngress" },
      },
    ],
    "ec2:ModifySecurityGroupRules": () => [onClusterGroup("ec2:ModifySecurityGroupRules")],
    "ec2:RevokeSecurityGroupIngress": () => [onClusterGroup("ec2:RevokeSecurityGroupIngress")],
  },
  "aws:eks/nodeGroup:NodeGroup": { "ec2:RunInstances": () => START },
};

/**
 * Every call that making, changing and deleting a resource of the temporary stack takes, for each resource IAM asks about.
 *
 * @throws Error for a type or an EC2 action that nobody looked at
 */
export function callsOf(resource: PlannedResource): Request[] {
  const calls = CALLS[resource.type];
  if (calls === undefined) throw new Error(`nobody knows what ${resource.type} calls`);
  const context = { ...region, ...made, ...own, ...bounded, "kms:GrantIsForAWSResource": "true" };
  return calls(resource, context).flatMap((request): Request[] => {
    const particular = PARTICULAR[resource.type]?.[request.action];
    if (particular) return particular(resource);
    if (!request.action.startsWith("ec2:") || /^ec2:Describe/.test(request.action)) return [request];
    return callsOfEc2(request.action);
  });
}

function callsOfEc2(action: string): Request[] {
  const name = action.slice("ec2:".length);
  if (name === "CreateTags") {
    return [{ action, resource: ec2("vpc/own"), context: { ...region, ...made, ...own } }];
  }
  const known = EC2[name];
  if (known === undefined) throw new Error(`nobody knows what ${action} needs`);
  const uses = (known.uses ?? []).map((kind) => ({
    action,
    resource: ec2(`${kind}/own`),
    context: { ...region, ...own },
  }));
  if (known.makes === undefined) return uses;
  const resource = ec2(`${known.makes}/*`);
  return [
    ...uses,
    { action, resource, context: { ...region, ...made } },
    { action: "ec2:CreateTags", resource, context: { ...region, ...made, "ec2:CreateAction": name } },
  ];
}
