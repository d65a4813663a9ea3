import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import {
  allow,
  hidden,
  hiddenAction,
  hiddenDenial,
  named,
  NODE,
  partly,
  refused,
  undecidedCondition,
  undecidedEffect,
  unreadable,
} from "../fixtures/iam.ts";

/** ARNs that name nothing, whatever the service. */
const NOWHERE = ["*", "**", "?*", "arn:*", "arn:aws:*", "arn:*:*:*:*:*"];

/** Conditions that every resource meets, or any that the caller likes. */
const IDLE_CONDITIONS = [
  { Bool: { "aws:SecureTransport": "true" } },
  { StringLike: { "aws:userid": "*" } },
  { StringEquals: { "aws:ResourceAccount": "111122223333" } },
  { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
  { StringLike: { "aws:ResourceTag/environment": "?*" } },
  { StringLike: { "aws:ResourceTag/environment": ["prod", "*"] } },
  { StringEquals: { "aws:ResourceTag/environment": "${aws:RequestTag/environment}" } },
  { StringEqualsIfExists: { "aws:ResourceTag/environment": "prod" } },
  { "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/blue" } },
  { StringNotEquals: { "aws:ResourceTag/environment": "dev" } },
  { Bool: { "kms:GrantIsForAWSResource": ["true", "false"] } },
];

export const cases: RuleCases[] = [
  {
    rule: "iam-privilege-escalation",
    accepts: {
      "a permissions boundary, which grants nothing": {
        plan: named("team-boundary", "sts:AssumeRole"),
        config: { "iam-privilege-escalation": { bounds: ["team-*boundary"] } },
      },

      "a denial": allow({ Effect: "Deny", Action: "sts:AssumeRole" }),

      "a denial of what is not known yet": hiddenDenial,

      "assuming a named role": allow({ Action: "sts:AssumeRole", Resource: NODE }),
      reading: allow({ Action: "iam:Get*" }),
      "a condition": allow({ Action: "sts:AssumeRole", Condition: { StringEquals: { "aws:ResourceTag/x": "y" } } }),
    },
    refuses: [
      {
        what: "a policy beside the boundaries",
        plan: named("team-boundary-not", "sts:AssumeRole"),
        config: { "iam-privilege-escalation": { bounds: ["team-*boundary"] } },
        says: /allows sts:AssumeRole on every resource/,
      },
      refused(
        "one action among many",
        { Action: ["ec2:DescribeImages", "iam:CreateAccessKey"] },
        /allows iam:CreateAccessKey on every resource/,
      ),

      refused("assuming any role", { Action: "sts:AssumeRole" }, /allows sts:AssumeRole on every resource/),
      refused(
        "changing any role",
        { Action: "iam:Put*", Resource: "arn:aws:iam::111122223333:role/*" },
        /allows .*iam:PutRolePolicy/,
      ),
      refused(
        "any policy of any user",
        { Action: ["iam:AttachUserPolicy"], Resource: ["arn:aws:iam::*:*"] },
        /iam:AttachUserPolicy/,
      ),
      ...[
        ...NOWHERE,
        "arn:aws:iam::777788889999:role/?*",
        "arn:aws:iam::*:role/e*",
        "arn:aws:iam::1:role/${aws:RequestTag/x}",
      ].map((Resource) =>
        refused(`any role by ${Resource}`, { Action: "sts:AssumeRole", Resource }, /allows sts:AssumeRole/),
      ),
      ...IDLE_CONDITIONS.map((Condition) =>
        refused(
          `any role on condition of ${JSON.stringify(Condition)}`,
          { Action: ["iam:AttachRolePolicy"], Condition },
          /allows iam:AttachRolePolicy on every resource; name the resources; .* narrows that to no resource/,
        ),
      ),
      ...[
        "eks:AssociateAccessPolicy",
        "eks:CreateAccessEntry",
        "iam:AddRoleToInstanceProfile",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteUserPermissionsBoundary",
        "iam:PutRolePermissionsBoundary",
        "iam:PutUserPermissionsBoundary",
        "kms:PutKeyPolicy",
        "s3:PutBucketPolicy",
        "secretsmanager:PutResourcePolicy",
        "ssm:SendCommand",
        "ssm:StartSession",
      ].map((Action) =>
        refused(`${Action} on everything`, { Action }, new RegExp(`allows ${Action} on every resource`)),
      ),
      unreadable,
    ],
    unknown: [
      hiddenAction,
      undecidedEffect({ Action: "sts:AssumeRole" }),
      undecidedCondition({ Action: "sts:AssumeRole" }),

      hidden,
      {
        what: "the resource is unknown",
        plan: partly({ Action: "sts:AssumeRole", Resource: UNKNOWN }),
        names: /Resource/,
      },
    ],
  },
  {
    rule: "iam-data-access",
    accepts: {
      "a permissions boundary, which grants nothing": {
        plan: named("team-boundary", "kms:Decrypt"),
        config: { "iam-data-access": { bounds: ["team-*boundary"] } },
      },

      "a denial": allow({ Effect: "Deny", Action: "kms:Decrypt" }),
      "a condition": allow({
        Action: "kms:Decrypt",
        Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
      }),
      "what is left by exclusion, which another rule refuses": allow({ Action: undefined, NotAction: "x:y" }),
      "public parameters": allow({
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:eu-west-1::parameter/aws/service/*",
      }),

      "a denial of what is not known yet": hiddenDenial,

      "the tables and secrets of one name": allow({
        Action: ["dynamodb:GetItem", "secretsmanager:GetSecretValue"],
        Resource: [
          "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*",
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/*",
        ],
      }),
      "grants for a service of AWS": allow({
        Action: "kms:CreateGrant",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      }),
      "one alias among a key's": allow({
        Action: "kms:Decrypt",
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/blue" } },
      }),
      "the caller's own objects": allow({
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::${aws:PrincipalTag/home}/*",
      }),
      "objects of one bucket": allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }),
      "reading what is no data": allow({ Action: "s3:ListAllMyBuckets" }),
    },
    refuses: [
      {
        what: "a policy beside the boundaries",
        plan: named("team-boundary-not", "kms:Decrypt"),
        config: { "iam-data-access": { bounds: ["team-*boundary"] } },
        says: /allows kms:Decrypt on every resource/,
      },
      refused(
        "all objects of all buckets",
        { Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" },
        /allows s3:GetObject/,
      ),
      refused(
        "all keys of the account",
        { Action: ["ec2:DescribeImages", "kms:Decrypt"], Resource: "arn:aws:kms:eu-west-1:111122223333:key/*" },
        /allows kms:Decrypt/,
      ),
      refused(
        "all secrets of the account",
        { Action: "secretsmanager:Get*", Resource: "arn:aws:secretsmanager:*:*:secret:*" },
        /GetSecretValue/,
      ),

      refused("all objects", { Action: "s3:Get*" }, /allows s3:GetObject, s3:GetObjectVersion on every resource/),
      refused("all secrets", { Action: "secretsmanager:*" }, /allows secretsmanager:GetSecretValue/),
      refused(
        "opening everything",
        { Action: ["kms:Decrypt"], Resource: ["arn:aws:kms:::key/1", "*"] },
        /allows kms:Decrypt/,
      ),
      ...[
        ...NOWHERE,
        "arn:aws:s3:::?*",
        "arn:aws:s3:::*/?*",
        "arn:aws:s3:::*/report.csv",
        "arn:aws:s3:::a*/x",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:?*",
        "arn:aws:secretsmanager:*:*:*:*",
        "arn:aws:secretsmanager:*",
        "arn:aws:dynamodb:*:*:table/*/index/*",
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/*/object/*",
      ].map((Resource) =>
        refused(
          `everything by ${Resource}`,
          { Action: ["s3:GetObject", "secretsmanager:GetSecretValue"], Resource },
          /allows s3:GetObject, secretsmanager:GetSecretValue on every resource/,
        ),
      ),
      ...IDLE_CONDITIONS.map((Condition) =>
        refused(
          `all secrets on condition of ${JSON.stringify(Condition)}`,
          { Action: "secretsmanager:GetSecretValue", Condition },
          /on every resource; name the resources; .* narrows that to no resource/,
        ),
      ),
      ...[
        "dynamodb:BatchGetItem",
        "dynamodb:PartiQLSelect",
        "ebs:GetSnapshotBlock",
        "ec2:ModifySnapshotAttribute",
        "kms:CreateGrant",
        "kms:ReEncryptFrom",
        "s3:GetObjectVersion",
        "ssm:GetParameterHistory",
      ].map((Action) =>
        refused(`${Action} on everything`, { Action }, new RegExp(`allows ${Action} on every resource`)),
      ),
      unreadable,
    ],
    unknown: [
      hiddenAction,
      undecidedEffect({ Action: "kms:Decrypt" }),
      undecidedCondition({ Action: "kms:Decrypt" }),

      hidden,
      {
        what: "the resource is unknown",
        plan: partly({ Action: "kms:Decrypt", Resource: UNKNOWN }),
        names: /Resource/,
      },
    ],
  },
];
