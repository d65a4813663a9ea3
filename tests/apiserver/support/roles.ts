import type { Right } from "../../../drills/kube/access.ts";
import type { Manifest } from "./resources.ts";

const API = "rbac.authorization.k8s.io";

/** Roles with these rights and no other, those in a namespace for this namespace only, bound to a user. */
export function rolesFor(user: string, rights: readonly Right[]): Manifest[] {
  return [...Map.groupBy(rights, ({ namespace }) => namespace)].flatMap(([namespace, own]) => {
    const prefix = namespace === undefined ? "Cluster" : "";
    const metadata = { name: `drill-${namespace ?? "cluster"}`, ...(namespace !== undefined && { namespace }) };
    const role = { apiVersion: `${API}/v1`, kind: `${prefix}Role`, metadata, rules: own.map(ruleOf) };
    const binding = {
      apiVersion: `${API}/v1`,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: API, kind: role.kind, name: metadata.name },
      subjects: [{ apiGroup: API, kind: "User", name: user }],
    };
    return [role, binding];
  });
}

function ruleOf({ verb, resource }: Right): object {
  const [plural = "", ...group] = resource.split(".");
  return { apiGroups: [group.join(".")], resources: [plural], verbs: [verb] };
}
