import { UNKNOWN } from "../../../support/policies.ts";
import { type Broken, fixture, type NotKnown, type RuleCases } from "../cases.ts";

const policy = fixture("aws:iam/policy:Policy", {});
const statement = { Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" };
const allow = (change: Record<string, unknown>) =>
  policy({ policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...change }] }) });
const partly = (change: Record<string, unknown>) => policy({ policy: { Statement: [{ ...statement, ...change }] } });
const refused = (what: string, change: Record<string, unknown>, says: RegExp): Broken => ({
  what,
  plan: allow(change),
  says,
});
const unreadable: Broken = {
  what: "a document that is not JSON",
  plan: policy({ policy: "{" }),
  says: /policy: is not JSON/,
};
const hidden: NotKnown = { what: "the document is unknown", plan: policy({ policy: UNKNOWN }), names: /policy/ };
const NODE = "arn:aws:iam::111122223333:role/blue-node";
const toEc2 = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
const pass = (change: Record<string, unknown>) => ({
  Action: "iam:PassRole",
  Resource: NODE,
  Condition: toEc2,
  ...change,
});

const role = fixture("aws:iam/role:Role", {});
const trust = (change: Record<string, unknown>) =>
  role({ assumeRolePolicy: { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...change }] } });
const PODS = { Principal: { Service: "pods.eks.amazonaws.com" } };
const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/1";
const oidc = (Condition: unknown) =>
  trust({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
  });
const bound = { [`${ISSUER}:sub`]: "system:serviceaccount:app:web", [`${ISSUER}:aud`]: "sts.amazonaws.com" };
const attachment = fixture("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
  policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
});

export const cases: RuleCases[] = [
  {
    rule: "iam-no-full-admin",
    accepts: { "named actions": allow({}), "a denial of everything": allow({ Effect: "Deny", Action: "*" }) },
    refuses: [
      refused("a star", { Action: "*" }, /Statement\[0\] allows every action \("\*"\)/),
      refused("a star for service and action", { Action: ["ec2:Describe*", "*:*"] }, /allows every action/),
      refused("all actions on some resources", { Action: "*", Resource: "arn:aws:s3:::x" }, /allows every action/),
      unreadable,
    ],
    unknown: [
      hidden,
      { what: "an action is unknown", plan: partly({ Action: [UNKNOWN] }), names: /Statement\[0\]\.Action/ },
    ],
  },
  {
    rule: "iam-no-service-wildcard",
    accepts: {
      "prefixes of actions": allow({ Action: "ec2:Describe*" }),
      "a denial": allow({ Effect: "Deny", Action: "ec2:*" }),
    },
    refuses: [
      refused("all actions of a service", { Action: ["ec2:DescribeImages", "sqs:*"] }, /Statement\[0\] allows sqs:\*/),
      refused("several stars", { Action: "SQS:**" }, /allows SQS:\*\*/),
      unreadable,
    ],
    unknown: [
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
    rule: "iam-pass-role",
    accepts: {
      "a named role to a named service": allow(pass({})),
      "roles with a prefix": allow(pass({ Resource: "arn:aws:iam::111122223333:role/blue-*" })),
      "roles under a path": allow(pass({ Resource: "arn:aws:iam::111122223333:role/blue/*" })),
      "several services": allow(
        pass({ Condition: { StringLike: { "IAM:PassedToService": ["ec2.amazonaws.com", "ecs.amazonaws.com"] } } }),
      ),
      "no passing": allow({}),
    },
    refuses: [
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
      hidden,
      { what: "the role is unknown", plan: partly(pass({ Resource: UNKNOWN })), names: /Resource/ },
      { what: "the condition is unknown", plan: partly(pass({ Condition: UNKNOWN })), names: /Condition/ },
    ],
  },
  {
    rule: "iam-privilege-escalation",
    accepts: {
      "assuming a named role": allow({ Action: "sts:AssumeRole", Resource: NODE }),
      reading: allow({ Action: "iam:Get*" }),
      "a condition": allow({ Action: "sts:AssumeRole", Condition: { StringEquals: { "aws:ResourceTag/x": "y" } } }),
    },
    refuses: [
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
      "objects of one bucket": allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }),
      "reading what is no data": allow({ Action: "s3:ListAllMyBuckets" }),
    },
    refuses: [
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
  {
    rule: "iam-role-trust",
    accepts: {
      "a service": trust(PODS),
      "a named role": trust({ Principal: { AWS: NODE } }),
      "an OIDC provider with sub and aud": oidc({ StringEquals: bound }),
      "a pattern within one repository": oidc({
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/platform:ref:refs/heads/*" },
      }),
      "a SAML provider": trust({
        Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" },
        Action: "sts:AssumeRoleWithSAML",
      }),
      "a denial to everybody": trust({ Effect: "Deny", Principal: "*" }),
    },
    refuses: [
      { what: "everybody", plan: trust({ Principal: "*" }), says: /assumeRolePolicy: Statement\[0\] trusts "\*"/ },
      { what: "every account", plan: trust({ Principal: { AWS: ["*"] } }), says: /trusts "\*"/ },
      { what: "every service", plan: trust({ Principal: { Service: "*.amazonaws.com" } }), says: /trusts "\*"/ },
      {
        what: "everybody under a condition",
        plan: trust({ Principal: "*", Condition: { Bool: { "aws:ViaAWSService": "true" } } }),
        says: /trusts "\*"/,
      },
      { what: "everybody but some", plan: trust({ NotPrincipal: { AWS: NODE } }), says: /trusts everybody but some/ },
      { what: "OIDC without conditions", plan: oidc(undefined), says: /without StringEquals on its sub and its aud/ },
      {
        what: "OIDC without sub",
        plan: oidc({ StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" } }),
        says: /on its sub; add it/,
      },
      {
        what: "OIDC without aud",
        plan: oidc({ StringEquals: { [`${ISSUER}:sub`]: "system:serviceaccount:a:b" } }),
        says: /on its aud; add it/,
      },
      {
        what: "OIDC for any workload",
        plan: oidc({ StringLike: { ...bound, [`${ISSUER}:sub`]: "system:serviceaccount:*:*" } }),
        says: /on its sub/,
      },
      {
        what: "OIDC for any sub",
        plan: oidc({ StringLike: { ...bound, [`${ISSUER}:sub`]: "*" } }),
        says: /on its sub/,
      },
      { what: "OIDC with IfExists", plan: oidc({ StringEqualsIfExists: bound }), says: /on its sub and its aud/ },
      {
        what: "OIDC with ForAllValues",
        plan: oidc({ "ForAllValues:StringEquals": bound }),
        says: /on its sub and its aud/,
      },
      { what: "a role without trust policy", plan: role(), says: /assumeRolePolicy: is not set/ },
      {
        what: "a trust policy that is null",
        plan: role({ assumeRolePolicy: null }),
        says: /assumeRolePolicy: is not set/,
      },
    ],
    unknown: [
      { what: "the trust policy is unknown", plan: role({ assumeRolePolicy: UNKNOWN }), names: /assumeRolePolicy/ },
      {
        what: "the provider is unknown",
        plan: trust({ Principal: { Federated: UNKNOWN } }),
        names: /Principal\.Federated/,
      },
      { what: "the conditions are unknown", plan: oidc(UNKNOWN), names: /Condition/ },
    ],
  },
  {
    rule: "iam-role-session-length",
    accepts: {
      "the default": role(),
      "one hour": role({ maxSessionDuration: 3600 }),
      "four hours where the configuration allows it": {
        plan: role({ maxSessionDuration: 14_400 }),
        config: { "iam-role-session-length": { maximumSeconds: 14_400 } },
      },
    },
    refuses: [
      {
        what: "twelve hours",
        plan: role({ maxSessionDuration: 43_200 }),
        says: /maxSessionDuration is 43200; set it to at most 3600 seconds/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: role({ maxSessionDuration: UNKNOWN }), names: /maxSessionDuration/ }],
  },
  {
    rule: "iam-managed-policy-attachment",
    accepts: {
      "a narrow policy of AWS": attachment(),
      "a policy of the account's own": attachment({
        policyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess",
      }),
      "a policy that is made in the same stack": attachment({ policyArn: UNKNOWN }),
      "a full access that the configuration allows": {
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/AmazonEC2FullAccess" }),
        config: { "iam-managed-policy-attachment": { refused: ["AdministratorAccess"] } },
      },
    },
    refuses: [
      {
        what: "administrators' rights",
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        says: /policyArn is AWS's AdministratorAccess/,
      },
      {
        what: "full access in another partition",
        plan: attachment({ policyArn: "arn:aws-cn:iam::aws:policy/AmazonS3FullAccess" }),
        says: /AmazonS3FullAccess/,
      },
      {
        what: "a policy under a path",
        plan: attachment({ policyArn: "arn:aws:iam::aws:policy/job-function/PowerUserAccess" }),
        says: /PowerUserAccess/,
      },
      {
        what: "a list in the role itself",
        plan: role({ managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] }),
        says: /managedPolicyArns\[0\] is AWS's IAMFullAccess/,
      },
      {
        what: "a permission set for administrators",
        plan: fixture("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", {
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        })(),
        says: /managedPolicyArn is AWS's AdministratorAccess/,
      },
    ],
    unknown: [{ what: "a list is unknown", plan: role({ managedPolicyArns: UNKNOWN }), names: /managedPolicyArns/ }],
  },
  {
    rule: "iam-no-users",
    accepts: { "a role": role() },
    refuses: [
      { what: "a user", plan: fixture("aws:iam/user:User", {})(), says: /user: makes credentials/ },
      {
        what: "an access key",
        plan: fixture("aws:iam/accessKey:AccessKey", { user: "x" })(),
        says: /access key: makes credentials/,
      },
      {
        what: "a password",
        plan: fixture("aws:iam/userLoginProfile:UserLoginProfile", {})(),
        says: /user login profile: makes/,
      },
    ],
    unknown: [],
  },
  {
    rule: "eks-pod-identity",
    accepts: {
      "a role by Pod Identity": trust(PODS),
      "a role of another OIDC provider": trust({
        Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),
      "an add-on without role": fixture("aws:eks/addon:Addon", {})(),
      "a provider for a pipeline": fixture("aws:iam/openIdConnectProvider:OpenIdConnectProvider", {
        url: "https://token.actions.githubusercontent.com",
      })(),
    },
    refuses: [
      {
        what: "a role by IRSA",
        plan: oidc({ StringEquals: bound }),
        says: /Statement\[0\] trusts a cluster's OIDC provider/,
      },
      {
        what: "an add-on with a role by IRSA",
        plan: fixture("aws:eks/addon:Addon", { serviceAccountRoleArn: NODE })(),
        says: /serviceAccountRoleArn is set/,
      },
      {
        what: "a provider for a cluster",
        plan: fixture("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { url: `https://${ISSUER}` })(),
        says: /url is a cluster's issuer/,
      },
    ],
    unknown: [
      { what: "the trust policy is unknown", plan: role({ assumeRolePolicy: UNKNOWN }), names: /assumeRolePolicy/ },
      {
        what: "the issuer is unknown",
        plan: fixture("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { url: UNKNOWN })(),
        names: /url/,
      },
    ],
  },
];

/** A policy document of exactly so many characters. */
function sized(length: number): string {
  const document = (sid: string) => JSON.stringify({ Statement: [{ ...statement, Sid: sid }] });
  return document("x".repeat(length - document("").length));
}
