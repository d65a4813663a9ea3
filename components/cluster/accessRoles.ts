import * as kubernetes from "@pulumi/kubernetes";
import { ACCESS_GROUPS } from "./accessGrants.ts";
import { type RbacRule, readerRules, viewerRules } from "./accessRules.ts";
import type { ClusterContext } from "./args.ts";

const RULES = { readers: readerRules, viewers: viewerRules };

/** The Kubernetes roles of those who look, of each list that has anybody in it. */
export function makeAccessRoles(context: ClusterContext, provider: kubernetes.Provider): void {
  for (const list of ["readers", "viewers"] as const) {
    if (context.config.access[list].length > 0) makeAccessRole(context, provider, list, RULES[list]());
  }
}

function makeAccessRole(
  { name, parent }: ClusterContext,
  provider: kubernetes.Provider,
  list: keyof typeof ACCESS_GROUPS,
  rules: readonly RbacRule[],
): void {
  const opts = { parent, provider };
  const metadata = { name: `eks-platform-${list}` };
  const role = new kubernetes.rbac.v1.ClusterRole(
    `${name}-${list}`,
    {
      metadata,
      rules: rules.map((rule) => ({
        apiGroups: [...rule.apiGroups],
        resources: [...rule.resources],
        verbs: [...rule.verbs],
      })),
    },
    opts,
  );
  new kubernetes.rbac.v1.ClusterRoleBinding(
    `${name}-${list}`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: ACCESS_GROUPS[list] }],
    },
    opts,
  );
}
