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
  hiddenAction,
  hiddenDenial,
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
      "endings of actions": allow({ Action: ["ec2:*Tags", "s3:Get*"] }),
      "a denial": allow({ Effect: "Deny", Action: "ec2:*" }),
    },
    refuses: [
      refused("all actions of a service", { Action: ["ec2:DescribeImages", "sqs:*"] }, /Statement\[0\] allows sqs:\*/),
      refused("several stars", { Action: "SQS:**" }, /allows SQS:\*\*/),
      ...["s3:?*", "s3:*?", "s3:*t*", "s3:????*"].map((Action) =>
        refused(`${Action}, which is nearly all`, { Action }, /Statement\[0\] allows s3:.*; name the actions/),
      ),
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
