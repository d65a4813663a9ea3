import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import {
  policy,
  allow,
  partly,
  refused,
  unreadable,
  hidden,
  undecidedEffect,
  undecidedCondition,
  hiddenAction,
  hiddenDenial,
  NODE,
  role,
  sized,
} from "../fixtures/iam.ts";

export const cases: RuleCases[] = [
  {
    rule: "iam-no-full-admin",
    accepts: {
      "a denial of what is not known yet": hiddenDenial,
      "named actions": allow({}),
      "a denial of everything": allow({ Effect: "Deny", Action: "*" }),
    },
    refuses: [
      refused("a star", { Action: "*" }, /Statement\[0\] allows every action \("\*"\)/),
      refused("a star for service and action", { Action: ["ec2:Describe*", "*:*"] }, /allows every action/),
      refused("all actions on some resources", { Action: "*", Resource: "arn:aws:s3:::x" }, /allows every action/),
      unreadable,
    ],
    unknown: [
      undecidedEffect({ Action: "*" }),

      hidden,
      { what: "an action is unknown", plan: partly({ Action: [UNKNOWN] }), names: /Statement\[0\]\.Action/ },
    ],
  },
  {
    rule: "iam-no-service-wildcard",
    accepts: {
      "a denial of what is not known yet": hiddenDenial,

      "prefixes of actions": allow({ Action: "ec2:Describe*" }),
      "a denial": allow({ Effect: "Deny", Action: "ec2:*" }),
    },
    refuses: [
      refused("all actions of a service", { Action: ["ec2:DescribeImages", "sqs:*"] }, /Statement\[0\] allows sqs:\*/),
      refused("several stars", { Action: "SQS:**" }, /allows SQS:\*\*/),
      unreadable,
    ],
    unknown: [
      hiddenAction,

      hidden,
      { what: "the effect is unknown", plan: partly({ Effect: UNKNOWN, Action: "sqs:*" }), names: /Effect/ },
    ],
  },
  {
    rule: "iam-no-allow-by-exclusion",
    accepts: {
      "what is listed": allow({}),
      "a denial by exclusion": allow({ Effect: "Deny", Action: undefined, NotAction: "sts:*" }),
    },
    refuses: [
      refused("NotAction", { Action: undefined, NotAction: "iam:*" }, /Statement\[0\] allows by NotAction/),
      refused("NotResource", { Resource: undefined, notResource: "arn:aws:s3:::x" }, /allows by NotResource/),
      unreadable,
    ],
    unknown: [
      hidden,
      {
        what: "the effect is unknown",
        plan: partly({ Effect: UNKNOWN, Action: undefined, NotAction: "x:y" }),
        names: /Effect/,
      },
    ],
  },
  {
    rule: "iam-privilege-escalation",
    accepts: {
      "a denial": allow({ Effect: "Deny", Action: "sts:AssumeRole" }),

      "a denial of what is not known yet": hiddenDenial,

      "assuming a named role": allow({ Action: "sts:AssumeRole", Resource: NODE }),
      reading: allow({ Action: "iam:Get*" }),
      "a condition": allow({ Action: "sts:AssumeRole", Condition: { StringEquals: { "aws:ResourceTag/x": "y" } } }),
    },
    refuses: [
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

      "objects of one bucket": allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }),
      "reading what is no data": allow({ Action: "s3:ListAllMyBuckets" }),
    },
    refuses: [
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

      refused("all objects", { Action: "s3:Get*" }, /allows s3:GetObject on every resource/),
      refused("all secrets", { Action: "secretsmanager:*" }, /allows secretsmanager:GetSecretValue/),
      refused(
        "opening everything",
        { Action: ["kms:Decrypt"], Resource: ["arn:aws:kms:::key/1", "*"] },
        /allows kms:Decrypt/,
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
  {
    rule: "iam-policy-size",
    accepts: {
      "a policy of 6144 characters without white space": policy({ policy: `${sized(6144)}${" ".repeat(500)}` }),
      "10240 characters in a role": role({ inlinePolicies: [{ name: "x", policy: sized(10_240) }] }),
    },
    refuses: [
      {
        what: "6145 characters in a managed policy",
        plan: policy({ policy: sized(6145) }),
        says: /policy: has 6145 characters without white space; IAM takes 6144/,
      },
      {
        what: "10241 characters in a role's second policy",
        plan: role({
          inlinePolicies: [
            { name: "a", policy: sized(100) },
            { name: "b", policy: sized(10_241) },
          ],
        }),
        says: /inlinePolicies\[1\]\.policy: has 10241/,
      },
      {
        what: "6145 characters in an object",
        plan: policy({ policy: JSON.parse(sized(6145)) as object }),
        says: /has 6145/,
      },
      {
        what: "5121 characters for a group",
        plan: fixture("aws:iam/groupPolicy:GroupPolicy", { policy: sized(5121) })(),
        says: /takes 5120/,
      },
      unreadable,
    ],
    unknown: [hidden],
  },
];
