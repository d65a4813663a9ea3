import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const owned = { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/blue": "owned" } };
const terminate = { Effect: "Allow", Action: "ec2:TerminateInstances", Resource: "*" };
const good = { Version: "2012-10-17", Statement: [{ ...terminate, Sid: "End", Condition: owned }] };
const bad = { Version: "2012-10-17", Statement: [{ ...terminate, Sid: "End" }] };
const policy = fixture("aws:iam/policy:Policy", { policy: JSON.stringify(good) });
const whole = (statement: Record<string, unknown>) =>
  policy({ policy: { Statement: [{ ...terminate, ...statement }] } });
const byPresence = { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } };
const presence = { "iam-termination-conditions": { presenceTagKeys: ["elbv2.k8s.aws/cluster"] } };

export const cases: RuleCases[] = [
  {
    rule: "iam-termination-conditions",
    accepts: {
      "a policy conditioned on the cluster's tag": policy(),
      "a role without inline policies": fixture("aws:iam/role:Role", {})(),
      "a role's inline policy conditioned on the tag": fixture("aws:iam/role:Role", {
        inlinePolicies: [{ name: "own", policy: JSON.stringify(good) }],
      })(),
      "a tag that marks ownership by presence, when configured": {
        plan: whole({ Condition: byPresence }),
        config: presence,
      },
      "any value of a tag that marks ownership by presence, when configured": {
        plan: whole({ Condition: { StringLike: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "*" } } }),
        config: presence,
      },
      "a tag key of the platform's own, when configured": {
        plan: whole({ Condition: { StringEquals: { "aws:ResourceTag/CostUnit": "blue" } } }),
        config: { "iam-termination-conditions": { ownershipTagKeys: ["CostUnit"] } },
      },
    },
    refuses: [
      ...[
        ["a managed policy", "aws:iam/policy:Policy", { policy: bad }],
        ["a role's own policy", "aws:iam/rolePolicy:RolePolicy", { policy: bad }],
        ["a group's policy", "aws:iam/groupPolicy:GroupPolicy", { policy: bad }],
        ["a user's policy", "aws:iam/userPolicy:UserPolicy", { policy: bad }],
        [
          "a permission set's policy",
          "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
          { inlinePolicy: bad },
        ],
      ].map(([what, type, props]) => ({
        what: `an unconditional termination in ${what as string}`,
        plan: [{ type: type as string, props: props as Record<string, unknown> }],
        says: /olicy: Statement\[0\] \(End\) allows ec2:TerminateInstances on anybody's resources; add StringEquals/,
      })),
      {
        what: "an unconditional termination in a role's inline policy, by its place",
        plan: fixture("aws:iam/role:Role", {
          inlinePolicies: [
            { name: "a", policy: good },
            { name: "b", policy: JSON.stringify(bad) },
          ],
        })(),
        says: /role: inlinePolicies\[1\]\.policy: Statement\[0\] \(End\) allows ec2:TerminateInstances/,
      },
      {
        what: "a condition that does not restrict, and says why",
        plan: whole({ Condition: { StringEqualsIfExists: owned.StringEquals } }),
        says: /StringEqualsIfExists aws:ResourceTag\/kubernetes\.io\/cluster\/blue passes resources without the tag/,
      },
      {
        what: "the absence of a tag that marks ownership by presence",
        plan: whole({ Condition: { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "true" } } }),
        config: presence,
        says: /tests only whether the tag is there/,
      },
      {
        what: "the presence or the absence of a tag that marks ownership by presence",
        plan: whole({ Condition: { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": ["false", "true"] } } }),
        config: presence,
        says: /tests only whether the tag is there/,
      },
      { what: "a policy without a document", plan: policy({ policy: undefined }), says: /policy: policy: is not set/ },
      { what: "a document that is not JSON", plan: policy({ policy: "{" }), says: /policy: is not JSON/ },
    ],
    unknown: [
      { what: "a document is unknown", plan: policy({ policy: UNKNOWN }), names: /^policy/ },
      { what: "a statement is unknown", plan: policy({ policy: { Statement: [UNKNOWN] } }), names: /Statement\[0\]/ },
      {
        what: "an action is unknown",
        plan: whole({ Action: ["ec2:Describe*", UNKNOWN] }),
        names: /Statement\[0\]\.Action/,
      },
      { what: "an exception is unknown", plan: whole({ Action: undefined, NotAction: [UNKNOWN] }), names: /NotAction/ },
      { what: "the effect is unknown", plan: whole({ Effect: UNKNOWN }), names: /Statement\[0\]\.Effect/ },
      {
        what: "a condition's value is unknown",
        plan: whole({ Condition: { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/blue": UNKNOWN } } }),
        names: /Statement\[0\]\.Condition\.StringEquals/,
      },
      {
        what: "one statement is unknown, and still refuses another",
        plan: policy({ policy: { Statement: [UNKNOWN, terminate] } }),
        names: /Statement\[0\]/,
        says: /Statement\[1\] allows ec2:TerminateInstances/,
      },
    ],
  },
];
