import type { Statement } from "./document.ts";
import { isEverything, matches } from "./glob.ts";
import type { StatementContext } from "./rule.ts";

/** An ARN whose last part is all of a service's resources, every object of every bucket, or all of a kind. */
const ALL_OF_A_KIND =
  /^arn:(?:[^:]*:){4}(?:\*+(?:\/\*+)?|(?:role|user|group|policy|key|secret|parameter|table|cluster)[:/]\*+)$/;

/**
 * What a statement allows of the actions on every resource there is, as the end of a sentence. A statement with a
 * condition is left to the eye: what narrows such an action differs from one to the next.
 */
export function grantOnEverything(
  { effect, actions, resources, conditions }: Statement,
  watched: readonly string[],
  known: StatementContext["known"],
): string | undefined {
  if (effect === "deny" || actions === undefined || conditions.length > 0) return undefined;
  const found = watched.filter((action) => actions.some((pattern) => matches(pattern, action)));
  if (found.length === 0) {
    known("action");
    return undefined;
  }
  if (!resources?.some((resource) => isEverything(resource) || ALL_OF_A_KIND.test(resource))) {
    known("resource");
    return undefined;
  }
  return known("effect") && known("condition")
    ? `allows ${found.join(", ")} on every resource; name the resources`
    : undefined;
}
