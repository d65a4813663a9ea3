import * as kubernetes from "@pulumi/kubernetes";
import { VIEWERS_GROUP, viewerRules } from "./accessGrants.ts";
import type { ClusterContext } from "./args.ts";

/** The Kubernetes role of viewers, where there are any. */
export function makeViewerRole(context: ClusterContext, provider: kubernetes.Provider): void {
  const { name, parent, config } = context;
  if (config.access.viewers.length === 0) return;
  const opts = { parent, provider };

  const role = new kubernetes.rbac.v1.ClusterRole(
    `${name}-viewers`,
    {
      metadata: { name: "eks-platform-viewers" },
      rules: viewerRules().map((rule) => ({
        apiGroups: [...rule.apiGroups],
        resources: [...rule.resources],
        verbs: [...rule.verbs],
      })),
    },
    opts,
  );
  new kubernetes.rbac.v1.ClusterRoleBinding(
    `${name}-viewers`,
    {
      metadata: { name: "eks-platform-viewers" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: VIEWERS_GROUP }],
    },
    opts,
  );
}
