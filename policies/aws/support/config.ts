import type { PolicyConfigSchema } from "@pulumi/policy";

type Parameter = PolicyConfigSchema["properties"][string];

/** The parameters of one rule: JSON schemas, each with its default. */
export type Parameters = Record<string, Parameter>;

/**
 * The value of every parameter: the one given, else the default. The engine checks the pack's configuration against
 * the same schema before it starts; a runner that does not is caught here.
 * @param reject called with one sentence for every value that does not fit; the default is then used
 */
export function readConfig(
  parameters: Parameters,
  given: Record<string, unknown>,
  reject: (message: string) => void,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(parameters)) {
    const value = given[name] ?? schema.default;
    const problem = misfit(value, schema);
    if (problem) reject(`policy configuration: ${name} is ${JSON.stringify(value)}; it must be ${problem}`);
    values[name] = problem ? schema.default : value;
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters).join(", ") || "none";
      reject(`policy configuration: ${name} is not a parameter of this policy; its parameters: ${known}`);
    }
  }
  return values;
}

/** What the value should have been, or undefined when it fits. Covers the keywords this pack's schemas use. */
function misfit(value: unknown, schema: Parameter): string | undefined {
  const { minimum, maximum } = schema;
  switch (schema.type) {
    case "integer": {
      const fits = Number.isInteger(value) && (value as number) >= (minimum ?? -Infinity);
      return fits && (value as number) <= (maximum ?? Infinity)
        ? undefined
        : `a whole number from ${minimum ?? "any"} to ${maximum ?? "any"}`;
    }
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "array":
      // Every list of this pack is one of texts.
      return Array.isArray(value) && value.every((item) => typeof item === "string") ? undefined : "a list of texts";
    case "string":
      return typeof value === "string" && (!schema.pattern || new RegExp(schema.pattern).test(value))
        ? undefined
        : `a text${schema.pattern ? ` like ${schema.pattern}` : ""}`;
    default:
      return undefined;
  }
}
