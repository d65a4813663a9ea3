import type { Condition } from "./conditions.ts";
import type { Statement } from "./document.ts";
import { isEverything } from "./glob.ts";
import type { StatementContext } from "./rule.ts";

/** Whether a principal stands for everybody. */
export function isAnybody(name: string): boolean {
  return isEverything(name);
}

const ACCOUNT = /^(?:\d{12}|\$\{aws:resourceaccount\})$/i;
const ORGANISATION = /^(?:o-[a-z0-9]+|\$\{aws:resourceorgid\})$/i;
/** Organisation, root and units; what is below them may be left open. */
const ORGANISATION_PATH = /^(?:o-[a-z0-9]+|\$\{aws:resourceorgid\})\/.*$/i;
/** An ARN of one account; the names of buckets are unique, and their ARNs name no account. */
const OWN_ARN = /^arn:[a-z0-9-]+:(?:[a-z0-9-]+:[^:]*:\d{12}:.+|s3:::[^*?/]+)$/i;
/** The id of a user, or of a role and its sessions (IAM User Guide, "IAM identifiers"). */
const UNIQUE_ID = /^(?:[A-Z0-9]{16,}(?::.*)?|\d{12})$/;

/**
 * Condition keys that tell whose call it is and that the caller does not choose, with the values that keep others out:
 * an account or organisation in full. Tags are no such key: who makes a role tags it, in any account.
 */
const BOUNDS: Record<string, RegExp> = {
  "aws:principalaccount": ACCOUNT,
  "aws:principalarn": OWN_ARN,
  "aws:principalorgid": ORGANISATION,
  "aws:principalorgpaths": ORGANISATION_PATH,
  "aws:sourceaccount": ACCOUNT,
  "aws:sourcearn": OWN_ARN,
  "aws:sourceorgid": ORGANISATION,
  "aws:sourceorgpaths": ORGANISATION_PATH,
  "aws:sourceowner": ACCOUNT,
  "aws:sourcevpc": /^vpc-[0-9a-z]+$/,
  "aws:sourcevpce": /^vpce-[0-9a-z]+$/,
  "aws:userid": UNIQUE_ID,
  "kms:calleraccount": ACCOUNT,
  "s3:dataaccesspointaccount": ACCOUNT,
};

/** Condition keys that tell whose resource it is. */
const RESOURCE_BOUNDS: Record<string, RegExp> = {
  "aws:resourceaccount": /^(?:\d{12}|\$\{aws:principalaccount\})$/i,
  "aws:resourceorgid": /^(?:o-[a-z0-9]+|\$\{aws:principalorgid\})$/i,
  "aws:resourceorgpaths": /^(?:o-[a-z0-9]+|\$\{aws:principalorgid\})\/.*$/i,
  "s3:resourceaccount": /^\d{12}$/,
};

const OPERATORS = new Set(["stringequals", "stringlike", "stringequalsignorecase", "arnequals", "arnlike"]);

/** Whether the test keeps out callers of other accounts, whoever they are. */
export function bounds(test: Condition): boolean {
  return isBound(test, BOUNDS);
}

/** Whether the test keeps out resources of other accounts. */
export function boundsResources(test: Condition): boolean {
  return isBound(test, RESOURCE_BOUNDS);
}

function isBound(
  { operator, quantifier, ifExists, key, values }: Condition,
  keys: Readonly<Record<string, RegExp>>,
): boolean {
  const literal = Object.hasOwn(keys, key) ? keys[key] : undefined;
  return (
    literal !== undefined &&
    OPERATORS.has(operator) &&
    quantifier !== "forallvalues" &&
    !ifExists &&
    values.length > 0 &&
    values.every((value) => literal.test(value.trim()))
  );
}

/** Whether the statement allows something to everybody, without a condition that bounds who that is. */
export function isUnbounded(statement: Statement, known: StatementContext["known"]): boolean {
  if (statement.effect === "deny" || statement.conditions.some(bounds)) return false;
  const anybody = statement.notPrincipal || statement.principals?.some(({ name }) => isAnybody(name)) === true;
  if (!anybody) {
    known("principal");
    return false;
  }
  return known("effect") && known("condition");
}
