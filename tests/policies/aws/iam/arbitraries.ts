import fc, { type Arbitrary } from "fast-check";

/** The text with each letter in either case. */
export function allCases(text: Arbitrary<string>): Arbitrary<string> {
  return text.chain((value) =>
    fc.array(fc.boolean(), { minLength: value.length, maxLength: value.length }).map((upper) =>
      Array.from(value)
        .map((c, i) => (upper[i] ? c.toUpperCase() : c.toLowerCase()))
        .join(""),
    ),
  );
}

/** Patterns that take in the action: some of its characters replaced by `?`, runs of them by `*`, stars added. */
export function patternsFor(action: string): Arbitrary<string> {
  const index = fc.nat({ max: action.length });
  const starred = fc.tuple(index, index).map(([a, b]) => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return `${action.slice(0, from)}*${action.slice(to)}`;
  });
  const questioned = index.map((i) => (i < action.length ? `${action.slice(0, i)}?${action.slice(i + 1)}` : action));
  return allCases(fc.oneof(fc.constant(action), starred, questioned));
}

const HARMLESS = ["ec2:DescribeInstances", "sqs:ReceiveMessage", "iam:GetRole", "pricing:GetProducts"];

/**
 * A document with a statement that allows the actions under the condition, in any of its forms: text or object, one
 * statement or several in any order, a text or a list of actions, element names in any letter case.
 */
export function wrap(action: Arbitrary<string>, condition: Arbitrary<unknown>): Arbitrary<unknown> {
  const harmless = fc.array(fc.constantFrom(...HARMLESS), { maxLength: 3 });
  const actions = fc
    .tuple(action, harmless, fc.boolean(), fc.nat())
    .map(([one, others, list, at]) => (list ? others.toSpliced(at % (others.length + 1), 0, one) : one));
  const statement = fc
    .record({
      names: fc.tuple(...["Effect", "Action", "Resource", "Condition"].map((name) => allCases(fc.constant(name)))),
      effect: allCases(fc.constant("Allow")),
      actions,
      resource: fc.constantFrom("*", ["*"], "arn:aws:ec2:eu-west-1:*:instance/*"),
      condition,
    })
    .map(({ names, effect, actions: allowed, resource, condition: tests }) => {
      const [effectName = "", actionName = "", resourceName = "", conditionName = ""] = names;
      const written: Record<string, unknown> = {
        [effectName]: effect,
        [actionName]: allowed,
        [resourceName]: resource,
      };
      if (tests !== undefined) written[conditionName] = tests;
      return written;
    });
  const others = fc.array(
    fc
      .constantFrom(...HARMLESS)
      .map((allowed): Record<string, unknown> => ({ Effect: "Allow", Action: allowed, Resource: "*" })),
    { maxLength: 3 },
  );
  return fc
    .tuple(statement, others, fc.boolean(), fc.boolean(), fc.nat(), allCases(fc.constant("Statement")))
    .map(([one, rest, single, text, at, name]) => {
      const statements = rest.toSpliced(at % (rest.length + 1), 0, one);
      const document = { Version: "2012-10-17", [name]: single ? one : statements };
      return text ? JSON.stringify(document) : document;
    });
}
