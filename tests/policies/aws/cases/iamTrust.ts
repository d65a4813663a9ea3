import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { NODE, role, trust, PODS, ISSUER, oidc, bound } from "../fixtures/iam.ts";

const GITHUB = "token.actions.githubusercontent.com";
const github = (subjects: string[]) =>
  trust({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
      StringLike: { [`${GITHUB}:sub`]: subjects },
    },
  });

export const cases: RuleCases[] = [
  {
    rule: "iam-role-trust",
    accepts: {
      "an OIDC provider for another purpose": trust({
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
        Action: "sts:TagSession",
      }),
      "a named role for what is an OIDC action": trust({
        Principal: { AWS: NODE },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),

      "a service": trust(PODS),
      "a named role": trust({ Principal: { AWS: NODE } }),
      "an OIDC provider with sub and aud": oidc({ StringEquals: bound }),
      "a pattern within one repository": oidc({
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/platform:ref:refs/heads/*" },
      }),
      "one repository's subjects in each of their forms": github([
        "repo:acme/platform:environment:prod",
        "repo:acme@1234/platform@5678:ref:refs/heads/main",
        "repository_id:5678:environment:prod",
        "job_workflow_ref:acme/platform/.github/workflows/deploy.yml@refs/heads/main",
      ]),
      "a SAML provider": trust({
        Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" },
        Action: "sts:AssumeRoleWithSAML",
      }),
      "a denial to everybody": trust({ Effect: "Deny", Principal: "*" }),
    },
    refuses: [
      {
        what: "OIDC among other principals and actions",
        plan: trust({
          Principal: { AWS: NODE, Federated: [`arn:aws:iam::111122223333:oidc-provider/${ISSUER}`] },
          Action: ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"],
        }),
        says: /without StringEquals on its sub and its aud/,
      },
      {
        what: "OIDC for one workload or any",
        plan: oidc({ StringLike: { ...bound, [`${ISSUER}:sub`]: ["system:serviceaccount:a:b", "*"] } }),
        says: /on its sub/,
      },

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
      ...[
        "repo:*/*:ref:refs/heads/main",
        "repo:*/*",
        "repo:e*",
        "repo:*",
        "repo:acme/*",
        "repo:acme/*:ref:refs/heads/main",
        "repo:acme/plat*:ref:refs/heads/main",
        "repo:ac?e/platform:ref:refs/heads/main",
        "repository_owner:acme:environment:prod",
        "environment:prod",
        "repository_id:*:environment:prod",
        "*acme/platform:ref:refs/heads/main",
      ].map((subject) => ({
        what: `GitHub's subject ${subject}`,
        plan: github(["repo:acme/platform:environment:prod", subject]),
        says: /on its sub; add it, for GitHub with owner and repository in full/,
      })),
      {
        what: "an audience with a wildcard",
        plan: oidc({ StringLike: { ...bound, [`${ISSUER}:aud`]: "s*" } }),
        says: /on its aud; add it/,
      },
      {
        what: "a subject with nearly nothing but wildcards",
        plan: oidc({ StringLike: { ...bound, [`${ISSUER}:sub`]: "system:serviceaccount:*/*:a*" } }),
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
      {
        what: "the effect of a trust in everybody is unknown",
        plan: trust({ Principal: "*", Effect: UNKNOWN }),
        names: /Effect/,
      },
      {
        what: "the effect of a trust in all but some is unknown",
        plan: trust({ NotPrincipal: { AWS: NODE }, Effect: UNKNOWN }),
        names: /Effect/,
      },

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
    rule: "eks-pod-identity",
    accepts: {
      "a named role for what is an OIDC action": trust({
        Principal: { AWS: NODE },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),

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
        what: "a role by IRSA among other principals and actions",
        plan: trust({
          Principal: { AWS: NODE, Federated: [`arn:aws:iam::111122223333:oidc-provider/${ISSUER}`] },
          Action: ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"],
        }),
        says: /trusts a cluster's OIDC provider/,
      },

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
