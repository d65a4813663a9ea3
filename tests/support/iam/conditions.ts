import type { Conditions } from "../../../components/shared/iam.ts";
import { arnLike, like, plain } from "./glob.ts";
import { contextValue, type Request } from "./request.ts";
import { fillIn } from "./variables.ts";

type Comparison = (wanted: string, found: string) => boolean;

const equal: Comparison = (wanted, found) => plain(wanted) === found;
const equalIgnoringCase: Comparison = (wanted, found) => plain(wanted).toLowerCase() === found.toLowerCase();
const number =
  (compare: (found: number, wanted: number) => boolean): Comparison =>
  (wanted, found) =>
    compare(Number(found), Number(wanted));

/** Operator -> how a value is compared. The negated ones are `Not` in these. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: equalIgnoringCase,
  NumericEquals: number((found, wanted) => found === wanted),
  NumericLessThan: number((found, wanted) => found < wanted),
  NumericLessThanEquals: number((found, wanted) => found <= wanted),
  NumericGreaterThan: number((found, wanted) => found > wanted),
  NumericGreaterThanEquals: number((found, wanted) => found >= wanted),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
};

/**
 * Whether a request meets every condition of a statement.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
 *
 * @throws Error for operators it does not know, rather than judge without them
 */
export function meets(conditions: Conditions, request: Request): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meetsOne(operator, key, [wanted].flat(), request)),
  );
}

function meetsOne(written: string, key: string, wanted: readonly string[], request: Request): boolean {
  const [, set = "", operator = "", ifExists = ""] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const found = contextValue(request, key);
  if (operator === "Null") return wanted.some((value) => (value === "true") === (found === undefined));

  const negated = NEGATED[operator] !== undefined;
  const compare = COMPARISONS[NEGATED[operator] ?? operator];
  if (!compare) throw new Error(`no rule for the condition operator ${written}`);
  const patterns = wanted.map((pattern) => fillIn(pattern, request)).filter((pattern) => pattern !== undefined);
  const fits = (value: string): boolean => patterns.some((pattern) => compare(pattern, value)) !== negated;

  if (set === "ForAllValues") return found === undefined || [found].flat().every(fits);
  if (set === "ForAnyValue") return found === undefined ? ifExists !== "" : [found].flat().some(fits);
  // Nothing is unlike everything: a negated operator holds where the key is missing.
  if (found === undefined) return ifExists !== "" || negated;
  if (typeof found !== "string")
    throw new Error(`${key} has several values; ${written} needs ForAllValues or ForAnyValue`);
  return fits(found);
}
