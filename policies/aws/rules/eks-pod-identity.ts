import { parsePolicyDocument } from "../support/iam/document.ts";
import { matches } from "../support/iam/glob.ts";
import { resourceRule } from "../support/rule.ts";
import { ADDON, ROLE } from "../support/types.ts";

const CLUSTER_ISSUER = /oidc\.eks\./i;

/** Pod Identity needs no provider per cluster, no annotation, and binds a role to one workload of one cluster. */
export const eksPodIdentity = resourceRule({
  name: "eks-pod-identity",
  description: "Give workloads their role by EKS Pod Identity instead of a cluster's OIDC provider (IRSA).",
  level: "advisory",
  types: [ROLE, ADDON, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"],
  check({ type, props, report }) {
    if (type === ROLE) {
      const trust = parsePolicyDocument(props.get("assumeRolePolicy").plain());
      const irsa = trust.statements.filter(({ principals, actions }) => {
        const issuer = principals?.some(({ kind, name }) => kind === "federated" && CLUSTER_ISSUER.test(name));
        return issuer === true && actions?.some((pattern) => matches(pattern, "sts:AssumeRoleWithWebIdentity"));
      });
      for (const { place } of irsa) {
        report(`assumeRolePolicy: ${place} trusts a cluster's OIDC provider; trust pods.eks.amazonaws.com instead`);
      }
      if (trust.unknown !== undefined) props.get("assumeRolePolicy").undecided();
    } else if (type === ADDON) {
      if (props.get("serviceAccountRoleArn").plain() !== undefined) {
        report("serviceAccountRoleArn is set; use podIdentityAssociations or a PodIdentityAssociation instead");
      }
    } else if (CLUSTER_ISSUER.test(props.get("url").text() ?? "")) {
      report("url is a cluster's issuer; roles by EKS Pod Identity need no provider");
    }
  },
});
