import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const role = {
  type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  name: "viewers",
  props: {
    metadata: { name: "viewers" },
    rules: [{ apiGroups: ["", "apps"], resources: ["pods", "deployments"], verbs: ["get", "list", "watch"] }],
  },
};
const everything = change(role, "rules", [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]);

export const cases: RuleCases = {
  rule: "role-no-wildcard",
  passes: {
    "passes resources by their names": role,
    "passes everything of one group of one's own, and paths by their names": change(role, "rules", [
      { apiGroups: ["argoproj.io"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
      { nonResourceURLs: ["*"], verbs: ["get"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["*"] },
      { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["get", "list"] },
    ]),
    "passes a wildcard that stays in a namespace": {
      ...change(role, "rules", [{ apiGroups: [""], resources: ["*"], verbs: ["get"] }]),
      type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    },
    "passes a role that its parameter allows": { plan: everything, parameters: { allowedRoles: ["viewers"] } },
    "passes a role that is put together of others": change(role, "rules", undefined),
  },
  refuses: {
    "refuses everything": {
      plan: everything,
      says: ["rules[0].resources has *, Secrets among them", "rules[0].verbs has * on roles"],
    },
    "refuses to read all of the core group": {
      plan: change(role, "rules[0]", { apiGroups: [""], resources: ["*"], verbs: ["get"] }),
      says: ["rules[0].resources has *, Secrets among them"],
    },
    "refuses every path": {
      plan: change(role, "rules[0]", { nonResourceURLs: ["*"], verbs: ["*"] }),
      says: ["rules[0].nonResourceURLs has * with every verb"],
    },
    "refuses verbs that give more than the role has, in a namespace too": {
      plan: {
        ...change(role, "rules[0].verbs", ["get", "escalate", "bind", "impersonate"]),
        type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
      },
      says: ["rules[0].verbs has escalate, bind, impersonate"],
    },
    "refuses every verb on roles": {
      plan: change(role, "rules[0]", {
        apiGroups: ["rbac.authorization.k8s.io"],
        resources: ["clusterroles"],
        verbs: ["*"],
      }),
      says: ["rules[0].verbs has * on roles"],
    },
    "refuses what a patch writes": {
      plan: patchOf(role, { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }] }),
      says: ["rules[0].resources has *"],
    },
  },
  unclear: {
    "advises on resources that are not known and still refuses a verb": {
      plan: change(change(role, "rules[0].resources", UNKNOWN), "rules[0].verbs", ["escalate"]),
      unknown: "rules[0].resources",
      says: ["rules[0].verbs has escalate"],
    },
  },
};
