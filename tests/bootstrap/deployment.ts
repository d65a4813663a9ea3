import type { Request } from "../support/iam/evaluate.ts";
import { ACCOUNT, environmentScope, REGION } from "./support.ts";

export const dev = environmentScope("dev");
export const IAM = `arn:aws:iam::${ACCOUNT}`;
export const BOUNDARY = `${IAM}:policy/github-atlas-dev-workload-boundary`;
export const STATE = `arn:aws:s3:::atlas-pulumi-state-${ACCOUNT}-${REGION}`;
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234`;
export const ROLE = `${IAM}:role/atlas-dev-karpenter-controller`;
export const OWN_ROLE = `${IAM}:role/github-atlas-dev-deploy`;

/** A call in the stack\'s own region. */
export function ask(action: string, resource: string, context: Request["context"] = {}): Request {
  return { action, resource, context: { "aws:RequestedRegion": REGION, ...context } };
}

export const bounded = { "iam:PermissionsBoundary": BOUNDARY };
const OWN = { "aws:ResourceTag/environment": "dev" };
const OTHERS = { "aws:ResourceTag/environment": "prod" };
const throughS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
export const stateKey = { "kms:ResourceAliases": ["alias/pulumi/atlas-state"], ...throughS3 };
export const secretsOf = (environment: string): Request["context"] => ({
  "kms:ResourceAliases": [`alias/pulumi/atlas-${environment}`],
});

/** What the role that deploys `dev` may do, and what not, as sentences. */
export const deployment: { readonly may: readonly [string, Request][]; readonly mayNot: readonly [string, Request][] } =
  {
    may: [
      ["make a role with the boundary", ask("iam:CreateRole", ROLE, bounded)],
      ["put the boundary on a role of the stack", ask("iam:PutRolePermissionsBoundary", ROLE, bounded)],
      [
        "attach the stack's own policy to a bounded role",
        ask("iam:AttachRolePolicy", ROLE, { ...bounded, "iam:PolicyARN": `${IAM}:policy/atlas-dev-karpenter` }),
      ],
      [
        "attach AWS's policies of EKS",
        ask("iam:AttachRolePolicy", ROLE, {
          ...bounded,
          "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
        }),
      ],
      ...["eks", "ec2", "pods.eks", "vpc-flow-logs", "s3", "streams.metrics.cloudwatch"].map(
        (service): [string, Request] => [
          `hand a role of the stack to ${service}`,
          ask("iam:PassRole", ROLE, { "iam:PassedToService": `${service}.amazonaws.com` }),
        ],
      ),
      ["say who may assume a role of the stack", ask("iam:UpdateAssumeRolePolicy", ROLE, OWN)],
      ["delete a role of the stack", ask("iam:DeleteRole", ROLE, OWN)],
      ["tag a role that is being made", ask("iam:TagRole", ROLE, bounded)],
      ["read its own state", ask("s3:GetObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`)],
      ["write its own state", ask("s3:PutObject", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`)],
      [
        "take away its own lock",
        ask("s3:DeleteObject", `${STATE}/dev/.pulumi/locks/organization/eks-platform/dev/1.json`),
      ],
      ["list its own state", ask("s3:ListBucket", STATE, { "s3:prefix": "dev/.pulumi/stacks/" })],
      ["encrypt its own state", ask("kms:GenerateDataKey", KEY, stateKey)],
      ["decrypt its own secrets", ask("kms:Decrypt", KEY, secretsOf("dev"))],
      ["delete a key of the stack", ask("kms:ScheduleKeyDeletion", KEY, { "aws:ResourceTag/environment": "dev" })],
      ["make a key with the stack's tag", ask("kms:CreateKey", "*", { "aws:RequestTag/environment": "dev" })],
      ["tag a key that is being made", ask("kms:TagResource", KEY, { "aws:RequestTag/environment": "dev" })],
      [
        "tag a key of the stack",
        ask("kms:TagResource", KEY, {
          "aws:RequestTag/environment": "dev",
          "aws:ResourceTag/environment": "dev",
          "kms:ResourceAliases": ["alias/atlas-dev-velero"],
        }),
      ],
      [
        "tag the machines of a node group that is being made",
        ask("ec2:CreateTags", `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*`, { "ec2:CreateAction": "RunInstances" }),
      ],
      ["tag the security group of the cluster", ask("ec2:CreateTags", `arn:aws:ec2:${REGION}:1:security-group/sg-1`)],
      ...["PutKeyPolicy", "ScheduleKeyDeletion", "DeleteAlias"].map((action): [string, Request] => [
        `call kms:${action} on a key of the stack that no backup needs`,
        ask(`kms:${action}`, KEY, {
          "aws:ResourceTag/environment": "dev",
          "kms:ResourceAliases": ["alias/atlas-dev-secrets"],
        }),
      ]),
      [
        "delete a launch template of the team",
        ask("ec2:DeleteLaunchTemplate", `arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-1`, {
          "aws:ResourceTag/owner": "platform-team",
        }),
      ],
    ],
    mayNot: [
      ...[
        "CreateUser",
        "CreateAccessKey",
        "CreateLoginProfile",
        "AttachUserPolicy",
        "PutUserPolicy",
        "AddUserToGroup",
      ].map((action): [string, Request] => [`call iam:${action}`, ask(`iam:${action}`, `${IAM}:user/somebody`)]),
      ["make a role without the boundary", ask("iam:CreateRole", ROLE)],
      [
        "make a role with another boundary",
        ask("iam:CreateRole", ROLE, { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" }),
      ],
      ["give permissions to a role without the boundary", ask("iam:PutRolePolicy", ROLE)],
      ["take the boundary off a role", ask("iam:DeleteRolePermissionsBoundary", ROLE, bounded)],
      ["take its own boundary off", ask("iam:DeleteRolePermissionsBoundary", OWN_ROLE, bounded)],
      ["exchange its own boundary", ask("iam:PutRolePermissionsBoundary", OWN_ROLE, bounded)],
      ...["UpdateAssumeRolePolicy", "DeleteRole", "UpdateRole", "UntagRole"].flatMap((action): [string, Request][] => [
        [`call iam:${action} on a role of that name without tags`, ask(`iam:${action}`, ROLE)],
        [`call iam:${action} on a role of that name and another environment`, ask(`iam:${action}`, ROLE, OTHERS)],
      ]),
      ["make another environment's role its own by a tag", ask("iam:TagRole", ROLE, OTHERS)],
      ["change who may assume its own role", ask("iam:UpdateAssumeRolePolicy", OWN_ROLE)],
      ["attach a policy to its own role", ask("iam:AttachRolePolicy", OWN_ROLE, bounded)],
      ["change the boundary", ask("iam:CreatePolicyVersion", BOUNDARY)],
      ["make a version of the boundary the default", ask("iam:SetDefaultPolicyVersion", BOUNDARY)],
      ["delete the boundary", ask("iam:DeletePolicy", BOUNDARY)],
      [
        "attach AdministratorAccess",
        ask("iam:AttachRolePolicy", ROLE, {
          ...bounded,
          "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ],
      [
        "attach AWS's policies for the EBS driver, which name no cluster",
        ask("iam:AttachRolePolicy", ROLE, {
          ...bounded,
          "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2",
        }),
      ],
      [
        "attach another environment's policy",
        ask("iam:AttachRolePolicy", ROLE, { ...bounded, "iam:PolicyARN": `${IAM}:policy/atlas-prod-karpenter` }),
      ],
      ...["lambda", "ecs-tasks", "glue", "cloudformation"].map((service): [string, Request] => [
        `hand a role to ${service}`,
        ask("iam:PassRole", ROLE, { "iam:PassedToService": `${service}.amazonaws.com` }),
      ]),
      ["hand its own role to EC2", ask("iam:PassRole", OWN_ROLE, { "iam:PassedToService": "ec2.amazonaws.com" })],
      [
        "hand another environment's role to EC2",
        ask("iam:PassRole", `${IAM}:role/atlas-prod-cluster`, { "iam:PassedToService": "ec2.amazonaws.com" }),
      ],
      ["assume any role", ask("sts:AssumeRole", `${IAM}:role/admin`)],
      ["change another environment's role", ask("iam:UpdateAssumeRolePolicy", `${IAM}:role/atlas-prod-cluster`)],
      [
        "change GitHub's provider",
        ask("iam:DeleteOpenIDConnectProvider", `${IAM}:oidc-provider/token.actions.githubusercontent.com`),
      ],
      ["read another environment's state", ask("s3:GetObject", `${STATE}/prod/.pulumi/stacks/eks-platform/prod.json`)],
      ["write another environment's state", ask("s3:PutObject", `${STATE}/prod/.pulumi/stacks/eks-platform/prod.json`)],
      ["list another environment's state", ask("s3:ListBucket", STATE, { "s3:prefix": "prod/" })],
      ["list the whole bucket", ask("s3:ListBucket", STATE)],
      ["delete the state's bucket", ask("s3:DeleteBucket", STATE)],
      ["open the state's bucket", ask("s3:PutBucketPolicy", STATE)],
      [
        "delete old versions of state",
        ask("s3:DeleteObjectVersion", `${STATE}/dev/.pulumi/stacks/eks-platform/dev.json`),
      ],
      ["decrypt another environment's secrets", ask("kms:Decrypt", KEY, secretsOf("prod"))],
      [
        "delete the key of its own secrets",
        ask("kms:ScheduleKeyDeletion", KEY, { ...secretsOf("dev"), "aws:ResourceTag/environment": "dev" }),
      ],
      [
        "give the key of another's secrets its own alias",
        ask("kms:CreateAlias", KEY, { ...secretsOf("prod"), "aws:ResourceTag/environment": "prod" }),
      ],
      [
        "take the alias of its own secrets",
        ask("kms:UpdateAlias", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/pulumi/atlas-dev`),
      ],
      [
        "make another environment's key its own by a tag",
        ask("kms:TagResource", KEY, { "aws:ResourceTag/environment": "prod", "aws:RequestTag/environment": "dev" }),
      ],
      [
        "make a key without tags that has a name its own by a tag",
        ask("kms:TagResource", KEY, {
          "aws:RequestTag/environment": "dev",
          "kms:ResourceAliases": ["alias/old-name", "alias/payroll"],
        }),
      ],
      ["change the policy of a key without tags", ask("kms:PutKeyPolicy", KEY, { "kms:ResourceAliases": ["alias/x"] })],
      [
        "delete another environment's key",
        ask("kms:ScheduleKeyDeletion", KEY, { "aws:ResourceTag/environment": "prod" }),
      ],
      [
        "delete another environment's cluster",
        ask("eks:DeleteCluster", `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/atlas-prod`),
      ],
      [
        "delete another environment's queue",
        ask("sqs:DeleteQueue", `arn:aws:sqs:${REGION}:${ACCOUNT}:atlas-prod-karpenter`),
      ],
      [
        "make a VPC in a region that is not the stack's",
        ask("ec2:CreateVpc", "*", { "aws:RequestedRegion": "us-east-1" }),
      ],
      [
        "delete a launch template of another team",
        ask("ec2:DeleteLaunchTemplate", `arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-1`, {
          "aws:ResourceTag/owner": "another-team",
        }),
      ],
      ...["instance/i-1", "volume/vol-1", "snapshot/snap-1"].flatMap((resource): [string, Request][] =>
        ["CreateTags", "DeleteTags"].map((action) => [
          `call ec2:${action} on ${resource}`,
          ask(`ec2:${action}`, `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}`),
        ]),
      ),
      ["end an instance", ask("ec2:TerminateInstances", `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1`)],
      ["delete a backup", ask("s3:DeleteObject", "arn:aws:s3:::atlas-velero-atlas-dev-0a1b2c3d/backups/one")],
      ...["velero", "volumes"].flatMap((key): [string, Request][] =>
        ["ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "DeleteAlias", "UpdateAlias"].map((action) => [
          `call kms:${action} on the key ${key}, which backups need`,
          ask(`kms:${action}`, KEY, {
            "aws:ResourceTag/environment": "dev",
            "kms:ResourceAliases": [`alias/atlas-dev-${key}`],
          }),
        ]),
      ),
    ],
  };
