import { nameOf } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";
import type { Value } from "../support/value.ts";

const RBAC = "rbac.authorization.k8s.io";
/** Verbs by which a role gives more than it has (Kubernetes documentation, "Using RBAC Authorization"). */
const ESCALATING = ["escalate", "bind", "impersonate"];

/** What a rule of a role gives without saying what. Of a namespace's own Role, `*` gives no more than the namespace. */
function wildcard(rule: Value): string | undefined {
  const groups = rule.get("apiGroups").strings();
  const resources = rule.get("resources");
  if ((groups.includes("*") || groups.includes("")) && resources.strings().includes("*")) {
    return `${resources.path} has *, Secrets among them; name the resources`;
  }
  const urls = rule.get("nonResourceURLs");
  return urls.strings().includes("*") && rule.get("verbs").strings().includes("*")
    ? `${urls.path} has * with every verb; name the paths`
    : undefined;
}

function escalation(rule: Value): string | undefined {
  const verbs = rule.get("verbs");
  const given = verbs.strings();
  const named = given.filter((verb) => ESCALATING.includes(verb));
  if (named.length > 0) return `${verbs.path} has ${named.join(", ")}, which gives more than the role has; remove it`;
  if (!given.includes("*")) return undefined;
  const groups = rule.get("apiGroups").strings();
  const aboutRoles = rule
    .get("resources")
    .strings()
    .some((resource) => ["*", "roles", "clusterroles"].includes(resource));
  return aboutRoles && (groups.includes(RBAC) || groups.includes("*"))
    ? `${verbs.path} has * on roles, escalate and bind among it; name the verbs`
    : undefined;
}

/** A wildcard also gives what will be added to the cluster later. */
export const roleNoWildcard = resourceRule({
  name: "role-no-wildcard",
  description:
    "Name the resources that a ClusterRole is about, and give no role the verbs escalate, bind and impersonate.",
  enforcementLevel: "mandatory",
  kinds: new Set([`${RBAC}/ClusterRole`, `${RBAC}/Role`]),
  parameters: {
    allowedRoles: strings([], "Roles that may do so, by their names."),
  },
  patches: true,
  inspect: (role, findings, { allowedRoles }) => {
    for (const rule of role.body.get("rules").list()) {
      for (const problem of role.kind === "ClusterRole" ? [wildcard, escalation] : [escalation]) {
        findings.check(() => {
          const found = problem(rule);
          if (found !== undefined && !allowedRoles.includes(nameOf(role))) findings.violation(found);
        });
      }
    }
  },
});
