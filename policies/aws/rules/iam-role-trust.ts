import type { Condition } from "../support/iam/conditions.ts";
import type { Statement } from "../support/iam/document.ts";
import { matches } from "../support/iam/glob.ts";
import { isAnybody } from "../support/iam/principals.ts";
import { statementRule } from "../support/iam/rule.ts";

/** A role is assumed by those its trust policy names, and by nobody else. */
export const iamRoleTrust = statementRule({
  name: "iam-role-trust",
  description:
    "Name who may assume a role: no wildcard principal, and for an OIDC provider conditions on both its sub and its aud.",
  documents: "trust",
  verdict(statement, { known }) {
    const { effect, principals, notPrincipal, conditions } = statement;
    if (effect === "deny") return undefined;
    if (notPrincipal) return known("effect") ? "trusts everybody but some; name who may assume the role" : undefined;
    if (principals?.some(({ kind, name }) => isAnybody(name) || (kind === "service" && name.includes("*")))) {
      return known("effect") ? 'trusts "*"; name the accounts, roles or services that may assume the role' : undefined;
    }
    if (!known("principal") || !isOidc(statement)) return undefined;
    const lax = ["sub", "aud"].filter((claim) => !conditions.some((test) => bindsClaim(test, claim)));
    return lax.length > 0 && known("condition") && known("effect")
      ? `trusts an OIDC provider without StringEquals on its ${lax.join(" and its ")}; add it`
      : undefined;
  },
});

function isOidc({ principals, actions }: Statement): boolean {
  const federated = principals?.some(({ kind, name }) => kind === "federated" && !/:saml-provider\//i.test(name));
  return federated === true && actions?.some((pattern) => matches(pattern, "sts:AssumeRoleWithWebIdentity")) === true;
}

/** Whether the test compares the claim with something that is more than wildcards. */
function bindsClaim({ operator, quantifier, ifExists, key, values }: Condition, claim: string): boolean {
  return (
    (operator === "stringequals" || operator === "stringlike") &&
    quantifier !== "forallvalues" &&
    !ifExists &&
    key.endsWith(`:${claim}`) &&
    values.length > 0 &&
    values.every((value) => isNarrow(value, claim))
  );
}

/** For `sub`, each part between colons must say something: `system:serviceaccount:*:*` is any workload of the cluster. */
function isNarrow(value: string, claim: string): boolean {
  const parts = claim === "sub" ? value.split(":") : [value];
  return parts.every((part) => part.replace(/[*?]/g, "") !== "");
}
