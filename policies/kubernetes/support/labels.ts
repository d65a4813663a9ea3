import { Malformed } from "./findings.ts";
import type { Value } from "./value.ts";

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A label selector as the Kubernetes API defines it: all of its labels and expressions must hold. */
export interface Selector {
  readonly labels: ReadonlyMap<string, string>;
  readonly expressions: readonly Expression[];
}

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"];

/**
 * Reads a label selector; undefined when there is none, which selects nothing, while an empty one selects everything.
 *
 * @throws NotKnown, Malformed
 */
export function readSelector(value: Value): Selector | undefined {
  if (!value.present()) return undefined;
  const expressions = value
    .get("matchExpressions")
    .list()
    .map((expression) => {
      const operator = expression.get("operator").string() ?? "";
      if (!OPERATORS.includes(operator)) {
        throw new Malformed(`${expression.path}.operator is "${operator}"; it must be one of ${OPERATORS.join(", ")}`);
      }
      return { key: expression.get("key").string() ?? "", operator, values: expression.get("values").strings() };
    });
  return { labels: value.get("matchLabels").stringMap(), expressions };
}

/** Whether a selector selects an object with these labels. */
export function selects(selector: Selector, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of selector.labels) {
    if (labels.get(key) !== value) return false;
  }
  return selector.expressions.every(({ key, operator, values }) => {
    const label = labels.get(key);
    if (operator === "Exists") return label !== undefined;
    if (operator === "DoesNotExist") return label === undefined;
    // As in the API server, NotIn also holds for an object without the label.
    return operator === "In"
      ? label !== undefined && values.includes(label)
      : label === undefined || !values.includes(label);
  });
}
