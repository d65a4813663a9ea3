import type { Statement } from "./document.ts";
import { matches } from "./glob.ts";
import { narrows } from "./narrowing.ts";
import { isWild, withoutCaller } from "./ownership.ts";
import type { StatementContext } from "./rule.ts";

/** Parts of ARNs that say of what kind a resource is, in front of its name and inside it; they name none. */
const KIND = /^[a-z][a-z0-9-]*[:/]/i;
const INNER_KINDS = /(?<=^|[:/])(?:index|stream|backup|export|object)(?=$|[:/])/gi;

/** What a statement allows of the actions on every resource there is, as the end of a sentence. */
export function grantOnEverything(
  { effect, actions, resources, conditions }: Statement,
  watched: readonly string[],
  known: StatementContext["known"],
): string | undefined {
  if (effect === "deny" || actions === undefined || conditions.some(narrows)) return undefined;
  const found = watched.filter((action) => actions.some((pattern) => matches(pattern, action)));
  if (found.length === 0) {
    known("action");
    return undefined;
  }
  if (!resources?.some(namesNothing)) {
    known("resource");
    return undefined;
  }
  if (!known("effect") || !known("condition")) return undefined;
  const written = conditions.map((test) => test.written).join(", ");
  const idle = written === "" ? "" : `; ${written} narrows that to no resource`;
  return `allows ${found.join(", ")} on every resource; name the resources${idle}`;
}

/**
 * Whether a pattern of ARNs has (nearly) nothing but wildcards where the resource is named: every object of every
 * bucket, every role, every secret.
 */
export function namesNothing(resource: string): boolean {
  const parts = withoutCaller(resource.trim()).split(":");
  // With fewer parts than an ARN has, a wildcard stands for the rest.
  const name = parts.length > 5 ? parts.slice(5).join(":") : (parts.at(-1) ?? "");
  const bucket =
    parts.length > 5 && parts[2]?.toLowerCase() === "s3" && parts[3] === "" ? name.split("/")[0] : undefined;
  return isWild(bucket ?? name.replace(KIND, "").replace(INNER_KINDS, ""));
}
