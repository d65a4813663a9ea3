import { nameOf } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

/** Users and groups that are nobody in particular (Kubernetes documentation, "Using RBAC Authorization"). */
const EVERYBODY: ReadonlyMap<string, string> = new Map([
  ["system:unauthenticated", "everybody who reaches the API server"],
  ["system:anonymous", "everybody who reaches the API server"],
  ["system:authenticated", "every user and every pod"],
  ["system:serviceaccounts", "every pod"],
]);

/** cluster-admin may read every Secret and become anybody; nothing that runs on a cluster needs that to do its work. */
export const roleBindingSubjects = resourceRule({
  name: "role-binding-subjects",
  description: "Bind roles other than cluster-admin, and to users, groups and service accounts of one's own.",
  enforcementLevel: "mandatory",
  kinds: new Set(["rbac.authorization.k8s.io/ClusterRoleBinding", "rbac.authorization.k8s.io/RoleBinding"]),
  parameters: {
    allowedBindings: strings([], "Bindings that may do so, by their names."),
  },
  patches: true,
  inspect: (binding, findings, { allowedBindings }) => {
    const refuse = (message: string): void => {
      if (!allowedBindings.includes(nameOf(binding))) findings.violation(message);
    };
    findings.check(() => {
      const role = binding.body.at("roleRef.name");
      if (role.string() === "cluster-admin") refuse(`${role.path} is cluster-admin; bind a role with what is needed`);
    });
    findings.check(() => {
      for (const subject of binding.body.get("subjects").list()) {
        findings.check(() => {
          const name = subject.get("name");
          const given = name.string() ?? "";
          const who = EVERYBODY.get(given);
          if (who !== undefined && subject.get("kind").string() !== "ServiceAccount") {
            refuse(`${name.path} is ${given}, ${who}; name those who need it`);
          }
        });
      }
    });
  },
});
