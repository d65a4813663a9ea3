import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import {
  allow,
  partly,
  refused,
  unreadable,
  hidden,
  undecidedEffect,
  hiddenAction,
  hiddenDenial,
  NODE,
  toEc2,
  pass,
} from "../fixtures/iam.ts";

export const cases: RuleCases[] = [
  {
    rule: "iam-pass-role",
    accepts: {
      "a denial": allow({ ...pass({ Resource: "*" }), Effect: "Deny" }),
      "what exclusion takes out": allow(pass({ Action: undefined, NotAction: ["ec2:*", "iam:*"], Resource: "*" })),

      "a denial of what is not known yet": hiddenDenial,

      "a named role to a named service": allow(pass({})),
      "roles with a prefix": allow(pass({ Resource: "arn:aws:iam::111122223333:role/blue-*" })),
      "roles under a path": allow(pass({ Resource: "arn:aws:iam::111122223333:role/blue/*" })),
      "several services": allow(
        pass({ Condition: { StringLike: { "IAM:PassedToService": ["ec2.amazonaws.com", "ecs.amazonaws.com"] } } }),
      ),
      "no passing": allow({}),
    },
    refuses: [
      refused(
        "passing among other actions",
        pass({ Action: ["ec2:RunInstances", "iam:PassRole"], Resource: "*" }),
        /passes any role/,
      ),
      refused(
        "one service and any",
        pass({ Condition: { StringLike: { "iam:PassedToService": ["ec2.amazonaws.com", "*"] } } }),
        /to any service/,
      ),

      refused("any resource", pass({ Resource: "*" }), /passes any role \(\*\)/),
      refused("any role", pass({ Resource: "arn:aws:iam::111122223333:role/*" }), /passes any role/),
      refused("any role of any account", pass({ Resource: "arn:aws:iam::*:role/*" }), /passes any role/),
      refused("one role and any", pass({ Resource: [NODE, "*"] }), /passes any role \(\*\)/),
      refused("anything in IAM", pass({ Resource: "arn:aws:iam::111122223333:*" }), /passes any role/),
      refused("all but some roles", pass({ Resource: undefined, NotResource: NODE }), /passes any role \(everything\)/),
      refused("any service", pass({ Condition: undefined }), /passes roles to any service/),
      refused(
        "any service by pattern",
        pass({ Condition: { StringLike: { "iam:PassedToService": "*" } } }),
        /to any service/,
      ),
      refused(
        "a service if there is one",
        pass({ Condition: { StringEqualsIfExists: toEc2.StringEquals } }),
        /to any service/,
      ),
      refused("all services but one", pass({ Condition: { StringNotEquals: toEc2.StringEquals } }), /to any service/),
      refused("passing hidden in a pattern", pass({ Action: "IAM:pass*", Resource: "*" }), /passes any role/),
      refused(
        "passing left by exclusion",
        pass({ Action: undefined, NotAction: "ec2:*", Resource: "*" }),
        /passes any role/,
      ),
      unreadable,
    ],
    unknown: [
      {
        what: "what exclusion takes out is unknown",
        plan: partly(pass({ Action: undefined, NotAction: ["ec2:*", UNKNOWN], Resource: "*" })),
        names: /Action/,
      },
      {
        what: "the effect is unknown, of roles to any service",
        plan: partly({ ...pass({ Condition: undefined }), Effect: UNKNOWN }),
        names: /Effect/,
      },

      hiddenAction,
      undecidedEffect(pass({ Resource: "*" })),

      hidden,
      { what: "the role is unknown", plan: partly(pass({ Resource: UNKNOWN })), names: /Resource/ },
      { what: "the condition is unknown", plan: partly(pass({ Condition: UNKNOWN })), names: /Condition/ },
    ],
  },
];
