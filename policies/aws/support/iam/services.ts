import { isEverything } from "./glob.ts";
import { isWild } from "./ownership.ts";

/** Whether the pattern takes in every action of all there is, or of a service, but for a few: `*`, `s3:*`, `s3:?*`. */
export function isWholeService(pattern: string): boolean {
  const [service = "", action] = pattern.trim().split(":");
  // What begins with letters is a kind of action, such as Get; a letter among wildcards is no kind.
  return action === undefined ? isEverything(service) : /^[*?]/.test(action) && isWild(action);
}
