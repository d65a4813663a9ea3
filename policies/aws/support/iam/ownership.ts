import type { Condition } from "./conditions.ts";
import { matches } from "./glob.ts";

/** What the configuration says about tags that tell whose a resource is. */
export interface Ownership {
  /** Patterns of tag keys whose value names a cluster or an owner. */
  ownershipTagKeys: readonly string[];
  /** Patterns of tag keys that say so by being there, whatever their value. */
  presenceTagKeys: readonly string[];
}

/** The tag that carries the cluster's name in its key; any value of it will do. */
const NAME_IN_KEY = "kubernetes.io/cluster/";

/** Values that say "yes" to a tag; they name nobody. */
const NO_NAMES = new Set(["true", "false", "yes", "no", "on", "off", "0", "1", "owned", "shared", "enabled"]);

/** Policy variables that stand for the caller's own identity, which AWS fills in and a caller cannot choose. */
const CALLER = /\$\{aws:(principaltag\/[^,}*?]+|username|userid)\}/gi;

/**
 * Why this test does not keep a statement to the resources of one cluster or owner; undefined when it does. A
 * statement is restricted when any of its tests is, since all of them must hold.
 */
export function laxity(test: Condition, { ownershipTagKeys, presenceTagKeys }: Ownership): string | undefined {
  const tag = tagKey(test.key);
  if (!tag) return "is not a test of a resource tag";
  if (test.quantifier !== "") return "uses a set operator, which a resource without the tag may pass";
  if (test.ifExists) return "passes resources without the tag";
  const byPresence = presenceTagKeys.some((pattern) => matches(pattern, tag));
  if (test.operator === "null") {
    const present = test.values.length > 0 && test.values.every((value) => value.toLowerCase() === "false");
    return byPresence && present ? undefined : "tests only whether the tag is there";
  }
  if (test.operator !== "stringequals" && test.operator !== "stringlike") {
    return "is neither StringEquals nor StringLike";
  }
  if (test.values.length === 0) return "compares with no value";
  if (byPresence) return undefined;
  if (test.values.some((value) => isWild(value))) return "is met by any value of the tag, or by one the caller chooses";
  if (tag.startsWith(NAME_IN_KEY) && tag.length > NAME_IN_KEY.length) {
    return /[*?]/.test(tag) ? "has a wildcard in the tag's key, which IAM takes literally" : undefined;
  }
  if (!ownershipTagKeys.some((pattern) => matches(pattern, tag))) return "is on a tag that names no cluster or owner";
  return test.values.some((value) => NO_NAMES.has(value.trim().toLowerCase()))
    ? "compares with a value that names no cluster or owner"
    : undefined;
}

/** The tag's key, in lower case, of a condition key on a resource's tag. */
function tagKey(key: string): string | undefined {
  return /^(?:aws|ec2):resourcetag\/(.+)$/s.exec(key)?.[1];
}

/** The value with a word in place of each variable that stands for the caller's own identity. */
export function withoutCaller(value: string): string {
  return value.replace(CALLER, "caller");
}

/** Whether the value takes in (nearly) everything: wildcards with little else, or a variable that proves nothing. */
export function isWild(value: string): boolean {
  const named = withoutCaller(value);
  // Any other variable may be the tag itself, or something the caller sends along.
  if (/\$\{(?![*?$]\})/.test(named)) return true;
  const letters = named.replace(/[^\p{L}\p{N}]/gu, "").length;
  return /[*?]/.test(named) ? letters < MIN_LETTERS_BESIDE_WILDCARD : letters === 0;
}

/** `*a*` restricts nothing that matters; `prod*` does. */
const MIN_LETTERS_BESIDE_WILDCARD = 3;
