import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import type { EnvironmentScope } from "./scope.ts";

/**
 * What is done with a network and a launch template that are there, and which of their things others are made in or from.
 * A role that deploys has all of it; how far it reaches, its own document says.
 */
export const NETWORK_USES = [
  "ec2:AssociateRouteTable",
  "ec2:AttachInternetGateway",
  "ec2:CreateFlowLogs",
  "ec2:CreateLaunchTemplateVersion",
  "ec2:CreateNatGateway",
  "ec2:CreateRoute",
  "ec2:CreateRouteTable",
  "ec2:CreateSubnet",
  "ec2:CreateTags",
  "ec2:CreateVpcEndpoint",
  "ec2:DeleteFlowLogs",
  "ec2:DeleteInternetGateway",
  "ec2:DeleteNatGateway",
  "ec2:DeleteRoute",
  "ec2:DeleteRouteTable",
  "ec2:DeleteSubnet",
  "ec2:DeleteTags",
  "ec2:DeleteVpc",
  "ec2:DeleteVpcEndpoints",
  "ec2:DetachInternetGateway",
  "ec2:DisassociateAddress",
  "ec2:DisassociateRouteTable",
  "ec2:ModifyLaunchTemplate",
  "ec2:ModifySubnetAttribute",
  "ec2:ModifyVpcAttribute",
  "ec2:ModifyVpcEndpoint",
  "ec2:ReleaseAddress",
  "ec2:ReplaceRoute",
  "ec2:ReplaceRouteTableAssociation",
  "ec2:RevokeSecurityGroupEgress",
  "ec2:RevokeSecurityGroupIngress",
  // EKS checks that whoever makes a node group may start instances from its launch template.
  "ec2:RunInstances",
] as const;

/** What else a VPC with subnets, NAT gateways, endpoints and flow logs takes, and a launch template with its versions. */
const OTHER_CHANGES = [
  "ec2:AllocateAddress",
  "ec2:AuthorizeSecurityGroupEgress",
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:CreateInternetGateway",
  "ec2:CreateLaunchTemplate",
  "ec2:CreateSecurityGroup",
  "ec2:CreateVpc",
  "ec2:DeleteSecurityGroup",
  "ec2:ModifySecurityGroupRules",
  "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
  "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
] as const;

/** What EC2 deletes for good, and only of those who carry the owner's tag. */
export const OWNED_DELETIONS = ["ec2:DeleteLaunchTemplate", "ec2:DeleteLaunchTemplateVersions"] as const;

/**
 * The network and the launch template. EC2 gives these things ids that nobody knows before, and tags some of them only
 * after they are made (the default security group, the one EKS makes), so the region is what limits this: environments
 * that must not touch each other's networks live in accounts of their own.
 */
export function networkPolicy({ scope, tags }: EnvironmentScope): PolicyDocument {
  return policyDocument(
    {
      Sid: "ManageNetwork",
      Effect: "Allow",
      Action: [...NETWORK_USES, ...OTHER_CHANGES].toSorted(),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    {
      // What runs and what is stored there is told by its tags whose it is, and gets them only in the call that makes it.
      Sid: "MachinesAndDisksKeepTheirTags",
      Effect: "Deny",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: ["instance", "volume", "snapshot"].map((kind) => `arn:${scope.partition}:ec2:*:*:${kind}/*`),
      Condition: { Null: { "ec2:CreateAction": "true" } },
    },
    {
      Sid: "DeleteOwnLaunchTemplates",
      Effect: "Allow",
      Action: OWNED_DELETIONS,
      Resource: `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:launch-template/*`,
      Condition: { StringEquals: { "aws:ResourceTag/owner": tags.owner } },
    },
  );
}
