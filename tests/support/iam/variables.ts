import { literal } from "./glob.ts";
import { contextValue, type Request } from "./request.ts";

/**
 * Fills in the policy variables of a pattern: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}` with a default, and
 * `${*}`, `${?}`, `${$}` for the characters themselves. What a request fills in is literal, wildcards and all.
 *
 * @returns undefined when the request lacks a variable without default: such a pattern matches nothing
 */
export function fillIn(pattern: string, request: Request): string | undefined {
  const lacking: string[] = [];
  const filled = pattern.replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (["*", "?", "$"].includes(inner)) return literal(inner);
    const [, key = "", fallback] = /^\s*([^,]+?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    const value = contextValue(request, key);
    if (typeof value === "string") return literal(value);
    if (fallback === undefined) lacking.push(key);
    return literal(fallback ?? "");
  });
  return lacking.length > 0 ? undefined : filled;
}
