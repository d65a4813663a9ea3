import type { Condition } from "../support/iam/conditions.ts";
import type { Statement } from "../support/iam/document.ts";
import { matches } from "../support/iam/glob.ts";
import { statementRule } from "../support/iam/rule.ts";

const ACTION = "iam:PassRole";

/** Whoever may pass any role to any service can become any role. */
export const iamPassRole = statementRule({
  name: "iam-pass-role",
  description: "Pass only named roles, and only to named services: iam:PassRole on role ARNs with iam:PassedToService.",
  documents: "identity",
  verdict(statement, { known }) {
    if (statement.effect === "deny") return undefined;
    if (!passesRoles(statement)) {
      known("action");
      return undefined;
    }
    const wide = statement.resources?.filter((resource) => !namesRoles(resource)) ?? ["everything"];
    if (wide.length > 0 && known("effect")) return `passes any role (${wide.join(", ")}); name the roles by their ARN`;
    known("resource");
    if (statement.conditions.some(limitsService)) return undefined;
    return known("effect") && known("condition")
      ? "passes roles to any service; add StringEquals on iam:PassedToService"
      : undefined;
  },
});

function passesRoles({ actions, notActions, unknown }: Statement): boolean {
  if (notActions) return !unknown.has("action") && !notActions.some((pattern) => matches(pattern, ACTION));
  return actions?.some((pattern) => matches(pattern, ACTION)) === true;
}

/**
 * Whether the ARN names a role, or the roles under a path or with a prefix. `role/*` names all of them, and a wildcard in
 * an earlier part could stand for anything that follows.
 */
function namesRoles(resource: string): boolean {
  return /^arn:[\w*?-]+:iam::[\d*?]*:role\/[\w+=,.@/-]*[\w+=,.@-]{2}[\w+=,.@/*?-]*$/.test(resource);
}

function limitsService({ operator, quantifier, ifExists, key, values }: Condition): boolean {
  return (
    (operator === "stringequals" || operator === "stringlike") &&
    quantifier === "" &&
    !ifExists &&
    key === "iam:passedtoservice" &&
    values.length > 0 &&
    values.every((value) => /^[\w.-]+$/.test(value))
  );
}
