import { isMap } from "../shared/untyped.ts";

/** Longer values are cut: the path says where the rest is. */
const MAX_LENGTH = 60;

/** Ends of keys whose values are secrets, or would be if somebody wrote them into a stack file. */
const SECRET_KEY = /(passw(or)?d|passphrase|pwd|secret|token|credentials?|api[_.-]?key|private[_.-]?key)$/i;

/** A map whose values are anybody's: no message repeats them, whatever they are called. */
const VARIABLES = "env";

/** What messages say in the place of a value that may be a secret. */
export const NOT_REPEATED = "a value that is not repeated here";

/**
 * A value of a stack file in a message, cut to a line. Values of environment variables, and of keys that are called like
 * secrets, are not repeated; nor are credentials in URLs.
 *
 * @param path where the value stands
 */
export function shownValue(value: unknown, path: readonly (string | number)[]): string {
  if (path.includes(VARIABLES) || SECRET_KEY.test(String(path.at(-1) ?? ""))) {
    return isMap(value) && path.at(-1) === VARIABLES ? "a map" : NOT_REPEATED;
  }
  const text = value === undefined ? "nothing" : JSON.stringify(masked(value)).replace(/\/\/[^/@"]*@/g, "//***@");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function masked(value: unknown, hidden = false): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, hidden));
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        masked(item, hidden || key === VARIABLES || SECRET_KEY.test(key)),
      ]),
    );
  }
  return hidden ? "***" : value;
}
