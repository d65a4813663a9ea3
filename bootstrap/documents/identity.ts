import { iamArn } from "../../components/shared/aws.ts";
import { type PolicyDocument, policyDocument } from "../../components/shared/iam.ts";
import { workloadBoundaryArn } from "../names.ts";
import { type EnvironmentScope, servicePrincipal } from "./scope.ts";

/** What gives a role permissions or takes them: only ever on roles that carry the boundary. */
export const BOUNDED_ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
] as const;

/** What changes neither permissions nor the boundary, of roles that carry the environment's tag. */
export const ROLE_CHANGES = [
  "iam:DeleteRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

export const POLICY_CHANGES = [
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:TagPolicy",
  "iam:UntagPolicy",
] as const;

/**
 * AWS's own policies that a stack's roles have: those of nodes, of EKS and its Auto Mode, of the VPC CNI.
 * Source: components/cluster/iamDocuments.ts and the roles of the add-ons.
 */
const AWS_POLICIES = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKS*", "AmazonSSMManagedInstanceCore"];

/** The services that a stack hands roles to: the control plane, nodes, pods, flow logs, S3's replication, metric streams and their delivery. */
export function servicesThatGetRoles(context: Pick<EnvironmentScope, "scope">): string[] {
  return ["eks", "ec2", "pods.eks", "vpc-flow-logs", "s3", "streams.metrics.cloudwatch", "firehose"].map((service) =>
    servicePrincipal(context, service),
  );
}

/** Services whose own roles EC2, EKS and load balancers make on first use. */
const LINKED_SERVICES = ["eks", "eks-nodegroup", "autoscaling", "spot", "elasticloadbalancing"];

/** What bounds a stack's roles, and who gets them. */
export interface RoleLimits {
  /** ARN of the boundary that every role has to carry. */
  readonly boundary: string;
  /** Service principals that roles may be handed to. */
  readonly services: readonly string[];
}

/** The limits of an environment's own stack. */
export function roleLimits(context: EnvironmentScope): RoleLimits {
  const boundary = workloadBoundaryArn(context.scope, context.environment.clusterName);
  return { boundary, services: servicesThatGetRoles(context) };
}

/**
 * The stack's roles and policies: only those named after the cluster, and roles only with the boundary, so that nothing
 * a deployment makes can do more than the boundary lets it, whatever its policies say and whoever it trusts.
 * Sources: IAM User Guide, "Permissions boundaries for IAM entities", "Delegating responsibility to others"; AWS Service
 * Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management".
 *
 * @param limits default: those of the environment's own stack
 */
export function identityPolicy(context: EnvironmentScope, limits: RoleLimits = roleLimits(context)): PolicyDocument {
  const { scope, environment } = context;
  const { clusterName } = environment;
  const roles = iamArn(scope, `role/${clusterName}-*`);
  const policies = iamArn(scope, `policy/${clusterName}-*`);
  const bounded = { "iam:PermissionsBoundary": limits.boundary };
  const own = { "aws:ResourceTag/environment": environment.name };
  const attachable = [policies, ...AWS_POLICIES.map((name) => `arn:${scope.partition}:iam::aws:policy/${name}`)];
  const attaching = ["iam:AttachRolePolicy", "iam:DetachRolePolicy"];
  return policyDocument(
    {
      Sid: "ManageBoundedRoles",
      Effect: "Allow",
      Action: BOUNDED_ROLE_CHANGES.filter((action) => !attaching.includes(action)),
      Resource: roles,
      Condition: { StringEquals: bounded },
    },
    {
      Sid: "AttachPolicies",
      Effect: "Allow",
      Action: attaching,
      Resource: roles,
      Condition: { StringEquals: bounded, ArnLike: { "iam:PolicyARN": attachable } },
    },
    // IAM knows no condition on the boundary for these, and none on what a trust policy says.
    { Sid: "ManageRoles", Effect: "Allow", Action: ROLE_CHANGES, Resource: roles, Condition: { StringEquals: own } },
    {
      // A role that is being made has no tag yet.
      Sid: "TagRoles",
      Effect: "Allow",
      Action: "iam:TagRole",
      Resource: roles,
      Condition: { StringEqualsIfExists: own },
    },
    { Sid: "ManagePolicies", Effect: "Allow", Action: POLICY_CHANGES, Resource: policies },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": limits.services } },
    },
    {
      Sid: "MakeServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: iamArn(scope, "role/aws-service-role/*"),
      Condition: { StringEquals: { "iam:AWSServiceName": LINKED_SERVICES.map((name) => `${name}.amazonaws.com`) } },
    },
  );
}
