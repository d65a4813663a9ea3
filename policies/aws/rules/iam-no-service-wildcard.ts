import { statementRule } from "../support/iam/rule.ts";
import { isWholeService } from "../support/iam/services.ts";

/** All actions of a service include those that delete, share and grant. */
export const iamNoServiceWildcard = statementRule({
  name: "iam-no-service-wildcard",
  description:
    "Name the actions of a service: no service:* in a statement that allows, nor a pattern that is nearly that.",
  documents: "identity",
  verdict({ effect, actions }, { known }) {
    if (effect === "deny") return undefined;
    // All actions of all services are another rule's.
    const wide = actions?.filter((pattern) => isWholeService(pattern) && !/^\s*\*+(?::\*+)?\s*$/.test(pattern));
    if (!wide || wide.length === 0) {
      known("action");
      return undefined;
    }
    return known("effect") ? `allows ${wide.join(", ")}; name the actions that are needed` : undefined;
  },
});
