import { isEverything } from "../support/iam/glob.ts";
import { statementRule } from "../support/iam/rule.ts";

/** All actions of a service include those that delete, share and grant. */
export const iamNoServiceWildcard = statementRule({
  name: "iam-no-service-wildcard",
  description: "Name the actions of a service: no service:* in a statement that allows.",
  documents: "identity",
  verdict({ effect, actions }, { known }) {
    if (effect === "deny") return undefined;
    const wide = actions?.filter((pattern) => {
      const [service = "", action = ""] = pattern.split(":");
      return !isEverything(service) && isEverything(action);
    });
    if (!wide || wide.length === 0) {
      known("action");
      return undefined;
    }
    return known("effect") ? `allows ${wide.join(", ")}; name the actions that are needed` : undefined;
  },
});
