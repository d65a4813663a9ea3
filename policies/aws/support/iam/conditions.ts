import { isObject } from "../field.ts";
import { UNKNOWN } from "../unknown.ts";
import { elementsOf } from "./elements.ts";

/** One test of a statement's Condition; all of a statement's tests must hold for it to apply. */
export interface Condition {
  /** In lower case, without the prefix of a set operator and without `IfExists`: `stringequals`. */
  operator: string;
  /** `forallvalues`, `foranyvalue`, or empty. */
  quantifier: string;
  /** Whether the test also holds when the key is absent. */
  ifExists: boolean;
  /** In lower case: `aws:resourcetag/owner`. */
  key: string;
  /** One of them must hold. Truth values and numbers as text. */
  values: string[];
  /** As written: `StringEquals aws:ResourceTag/Owner`. */
  written: string;
}

/**
 * Reads a Condition element.
 * @param note called with the place of each value that is not known; a test with such a value is left out
 */
export function parseConditions(
  value: unknown,
  place: string,
  problems: string[],
  note: (place: string) => void,
): Condition[] {
  if (value === undefined) return [];
  if (value === UNKNOWN) {
    note("Condition");
    return [];
  }
  if (!isObject(value) || Array.isArray(value)) {
    problems.push(`${place}.Condition is not an object`);
    return [];
  }
  elementsOf(value, `${place}.Condition`, problems);
  return Object.entries(value).flatMap(([operator, tests]: [string, unknown]) => {
    if (tests === UNKNOWN) {
      note(`Condition.${operator}`);
      return [];
    }
    if (!isObject(tests) || Array.isArray(tests)) {
      problems.push(`${place}.Condition.${operator} is not an object`);
      return [];
    }
    elementsOf(tests, `${place}.Condition.${operator}`, problems);
    return Object.entries(tests).flatMap(([key, written]: [string, unknown]) => {
      const list: unknown[] = Array.isArray(written) ? written : [written];
      if (list.includes(UNKNOWN)) {
        note(`Condition.${operator}.${key}`);
        return [];
      }
      const values = list.filter((item) => ["string", "number", "boolean"].includes(typeof item)).map(String);
      if (values.length < list.length) problems.push(`${place}.Condition.${operator}.${key} holds more than texts`);
      return [{ ...split(operator), key: key.trim().toLowerCase(), values, written: `${operator} ${key}` }];
    });
  });
}

function split(operator: string): Pick<Condition, "operator" | "quantifier" | "ifExists"> {
  const [, quantifier = "", rest = ""] = /^(?:(\w*):)?(.*)$/s.exec(operator.trim().toLowerCase()) ?? [];
  const ifExists = rest.endsWith("ifexists");
  return { quantifier, operator: ifExists ? rest.slice(0, -"ifexists".length) : rest, ifExists };
}
