import { statementRule } from "../support/iam/rule.ts";

/** What a statement allows is what stands in it, not everything that AWS adds later. */
export const iamNoAllowByExclusion = statementRule({
  name: "iam-no-allow-by-exclusion",
  description: "Say what is allowed, not what is not: no NotAction, NotResource or NotPrincipal with Allow.",
  documents: "identity",
  verdict({ effect, notActions, notResources, notPrincipal }, { known }) {
    const elements = [notActions && "NotAction", notResources && "NotResource", notPrincipal && "NotPrincipal"];
    const found = elements.filter((element) => typeof element === "string");
    if (effect === "deny" || found.length === 0 || !known("effect")) return undefined;
    return `allows by ${found.join(" and ")}; list what is allowed instead`;
  },
});
