import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const binding = {
  type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  name: "viewers",
  props: {
    metadata: { name: "viewers" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [
      { kind: "Group", name: "shop:viewers" },
      { kind: "ServiceAccount", name: "web", namespace: "shop" },
    ],
  },
};
const admin = change(binding, "roleRef.name", "cluster-admin");

export const cases: RuleCases = {
  rule: "role-binding-subjects",
  passes: {
    "passes a role of little for those who need it": binding,
    "passes the pods of one namespace": change(binding, "subjects[0].name", "system:serviceaccounts:shop"),
    "takes a service account for no group of that name": change(binding, "subjects[1].name", "system:authenticated"),
    "passes a binding that its parameter allows": { plan: admin, parameters: { allowedBindings: ["viewers"] } },
  },
  refuses: {
    "refuses cluster-admin": { plan: admin, says: ["roleRef.name is cluster-admin; bind a role"] },
    "refuses cluster-admin in a namespace, and in a list": {
      plan: [
        { ...admin, type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding" },
        {
          type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBindingList",
          name: "list",
          props: { items: [admin.props] },
        },
      ],
      says: ["roleRef.name is cluster-admin", "items[0].roleRef.name is cluster-admin"],
    },
    ...Object.fromEntries(
      ["system:unauthenticated", "system:anonymous", "system:authenticated", "system:serviceaccounts"].map((name) => [
        `refuses ${name}`,
        { plan: change(binding, "subjects[0].name", name), says: [`subjects[0].name is ${name}, every`] },
      ]),
    ),
    "refuses a subject that a patch writes": {
      plan: patchOf(binding, { subjects: [{ kind: "Group", name: "system:unauthenticated" }] }),
      says: ["subjects[0].name is system:unauthenticated"],
    },
  },
  unclear: {
    "advises on a role that is not known and still refuses a subject": {
      plan: change(change(binding, "roleRef.name", UNKNOWN), "subjects[0].name", "system:authenticated"),
      unknown: "roleRef.name",
      says: ["subjects[0].name"],
    },
  },
};
