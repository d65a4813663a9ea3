import { isEverything, matches } from "../support/iam/glob.ts";
import { statementRule } from "../support/iam/rule.ts";

/** Nobody and nothing on the platform may do everything. */
export const iamNoFullAdmin = statementRule({
  name: "iam-no-full-admin",
  description: "Allow named actions: no statement may allow every action, on whatever resource.",
  documents: "identity",
  verdict({ effect, actions }, { known }) {
    if (effect === "deny") return undefined;
    const all = actions?.find((pattern) => isEverything(pattern) || matches(pattern, "*:*"));
    if (all === undefined) {
      known("action");
      return undefined;
    }
    return known("effect")
      ? `allows every action (${JSON.stringify(all)}); name the actions that are needed`
      : undefined;
  },
});
