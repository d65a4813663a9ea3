import type { Condition } from "./conditions.ts";
import type { Statement } from "./document.ts";
import { isEverything, matches } from "./glob.ts";
import type { StatementContext } from "./rule.ts";

/** Whether a principal stands for everybody. */
export function isAnybody(name: string): boolean {
  return isEverything(name);
}

/** Condition keys that tell whose call it is, and that the caller does not choose. */
const BOUNDS = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltag/*",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
];

const OPERATORS = new Set(["stringequals", "stringlike", "stringequalsignorecase", "arnequals", "arnlike"]);

/** Whether the test keeps out callers of other accounts, whoever they are. */
export function bounds({ operator, quantifier, ifExists, key, values }: Condition): boolean {
  return (
    OPERATORS.has(operator) &&
    quantifier !== "forallvalues" &&
    !ifExists &&
    BOUNDS.some((pattern) => matches(pattern, key)) &&
    values.length > 0 &&
    values.every((value) => /[\p{L}\p{N}]/u.test(value.replace(/^arn:[^:]*/, "")))
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
