import type { PolicyPackConfig } from "@pulumi/policy";

/** The JSON schema of one parameter, in the subset the packs use. */
export interface ParameterSchema {
  type: "array" | "integer" | "boolean" | "object";
  description: string;
  default: string[] | number | boolean | object;
  items?: { type: "string" };
  minimum?: number;
  additionalProperties?: { type: "array"; items: { type: "string" } };
}

/** One parameter of a rule: its schema for the engine, and how to read what a configuration gives. */
export interface Parameter<T> {
  readonly schema: ParameterSchema;
  readonly fallback: T;
  readonly expected: string;
  readonly accepts: (raw: unknown) => raw is T;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values a rule gets for its parameters. */
export type Settings<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

function isStrings(raw: unknown): raw is string[] {
  return Array.isArray(raw) && raw.every((item) => typeof item === "string");
}

/** A list of strings. */
export function strings(fallback: string[], description: string): Parameter<string[]> {
  return {
    schema: { type: "array", items: { type: "string" }, default: fallback, description },
    fallback,
    expected: "a list of strings",
    accepts: isStrings,
  };
}

/** A whole number not below `minimum`. */
export function integer(fallback: number, minimum: number, description: string): Parameter<number> {
  return {
    schema: { type: "integer", minimum, default: fallback, description },
    fallback,
    expected: `a whole number not below ${minimum}`,
    accepts: (raw): raw is number => typeof raw === "number" && Number.isInteger(raw) && raw >= minimum,
  };
}

/** True or false. */
export function flag(fallback: boolean, description: string): Parameter<boolean> {
  return {
    schema: { type: "boolean", default: fallback, description },
    fallback,
    expected: "true or false",
    accepts: (raw): raw is boolean => typeof raw === "boolean",
  };
}

/** An object whose values are lists of strings. */
export function stringLists(
  fallback: Record<string, string[]>,
  description: string,
): Parameter<Record<string, string[]>> {
  return {
    schema: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      default: fallback,
      description,
    },
    fallback,
    expected: "an object whose values are lists of strings",
    accepts: (raw): raw is Record<string, string[]> =>
      typeof raw === "object" && raw !== null && !Array.isArray(raw) && Object.values(raw).every(isStrings),
  };
}

/**
 * The settings a configuration gives. A value that cannot be used is reported through `wrong` and its default stands
 * in for it: a mistake in a configuration must not switch a rule off.
 */
export function readSettings<P extends Parameters>(
  parameters: P,
  config: PolicyPackConfig[string] | object,
  wrong: (message: string) => void,
): Settings<P> {
  const given = typeof config === "object" ? (config as Record<string, unknown>) : {};
  const settings: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const raw = given[name];
    if (raw !== undefined && !parameter.accepts(raw)) {
      wrong(`the policy's parameter ${name} must be ${parameter.expected}; its default is used instead`);
    }
    settings[name] = raw !== undefined && parameter.accepts(raw) ? raw : parameter.fallback;
  }
  for (const name of Object.keys(given)) {
    if (name in parameters || name === "enforcementLevel") continue;
    const known = Object.keys(parameters).join(", ");
    wrong(`the policy has no parameter ${name}; ${known === "" ? "it has none" : `it has ${known}`}`);
  }
  return settings as Settings<P>;
}
