import type { Condition } from "../support/iam/conditions.ts";
import type { Statement } from "../support/iam/document.ts";
import { matches } from "../support/iam/glob.ts";
import { isWild } from "../support/iam/ownership.ts";
import { isAnybody } from "../support/iam/principals.ts";
import { statementRule } from "../support/iam/rule.ts";

/** A role is assumed by those its trust policy names, and by nobody else. */
export const iamRoleTrust = statementRule({
  name: "iam-role-trust",
  description:
    "Name who may assume a role: no wildcard principal, and for an OIDC provider conditions on both its sub (for GitHub one repository) and its aud.",
  documents: "trust",
  verdict(statement, { known }) {
    const { effect, principals, notPrincipal, conditions } = statement;
    if (effect === "deny") return undefined;
    if (notPrincipal) return known("effect") ? "trusts everybody but some; name who may assume the role" : undefined;
    if (principals?.some(({ kind, name }) => isAnybody(name) || (kind === "service" && name.includes("*")))) {
      return known("effect") ? 'trusts "*"; name the accounts, roles or services that may assume the role' : undefined;
    }
    if (!known("principal") || !isOidc(statement)) return undefined;
    const lax = (["sub", "aud"] as const).filter((claim) => !conditions.some((test) => bindsClaim(test, claim)));
    return lax.length > 0 && known("condition") && known("effect")
      ? `trusts an OIDC provider without StringEquals on its ${lax.join(" and its ")}; add it, for GitHub with owner and repository in full`
      : undefined;
  },
});

function isOidc({ principals, actions }: Statement): boolean {
  const federated = principals?.some(({ kind, name }) => kind === "federated" && !/:saml-provider\//i.test(name));
  return federated === true && actions?.some((pattern) => matches(pattern, "sts:AssumeRoleWithWebIdentity")) === true;
}

/** Whether the test compares the claim with something that few can have. */
function bindsClaim({ operator, quantifier, ifExists, key, values }: Condition, claim: "sub" | "aud"): boolean {
  return (
    (operator === "stringequals" || operator === "stringlike") &&
    quantifier !== "forallvalues" &&
    !ifExists &&
    key.endsWith(`:${claim}`) &&
    values.length > 0 &&
    values.every(claim === "aud" ? isLiteral : key.startsWith(GITHUB) ? isOneRepository : isNarrow)
  );
}

/** GitHub's issuer is one for all of its users, so whose repository it is must stand there in full. */
const GITHUB = "token.actions.githubusercontent.com";

/**
 * Subjects of one repository (GitHub Docs, "OpenID Connect reference"): the usual form, with or without ids, or one that
 * begins with a repository's id or the workflow's file.
 */
const ONE_REPOSITORY =
  /^(?:repo:[^\s:/*?]+\/[^\s:/*?]+:|repository:[^\s:/*?]+\/[^\s:/*?]+(?::|$)|repository_id:\d+(?::|$)|job_workflow_ref:[^\s:/*?]+\/[^\s:/*?]+\/)/i;

function isOneRepository(subject: string): boolean {
  return ONE_REPOSITORY.test(subject) && isNarrow(subject);
}

function isLiteral(value: string): boolean {
  return value !== "" && !/[*?]/.test(value);
}

/** Each part between colons must say something: `system:serviceaccount:*:*` is any workload of the cluster. */
function isNarrow(subject: string): boolean {
  return subject.split(":").every((part) => !isWild(part));
}
