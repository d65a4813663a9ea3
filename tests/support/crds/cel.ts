import { Environment } from "@marcbachmann/cel-js";
import type { CrdSchema } from "./schema.ts";

/** Kubernetes' additions to the language that rules of ours use: https://kubernetes.io/docs/reference/using-api/cel/. */
const ENVIRONMENT = new Environment({ unlistedVariablesAreDyn: true }).registerFunction(
  "string.find(string): string",
  (text: string, pattern: string) => new RegExp(pattern).exec(text)?.[0] ?? "",
);

/**
 * The rules of a definition that an object breaks, each with its path. Rules about changes (`oldSelf`) have nothing to
 * say of a new object.
 *
 * @throws Error for a rule that cannot be read, rather than pass the object without it
 */
export function brokenRules(schema: CrdSchema, value: unknown, path = ""): string[] {
  if (value === undefined || value === null) return [];
  const broken = (schema["x-kubernetes-validations"] ?? [])
    .filter(({ rule }) => !rule.includes("oldSelf"))
    .filter(({ rule }) => ENVIRONMENT.evaluate(rule, { self: celValue(value) }) !== true)
    .map(({ rule, message }) => `${path || "/"} ${message ?? rule}`);
  return [
    ...broken,
    ...children(schema, value).flatMap(([key, field, child]) => brokenRules(field, child, `${path}/${key}`)),
  ];
}

function children(schema: CrdSchema, value: unknown): [string, CrdSchema, unknown][] {
  const { items, properties, additionalProperties } = schema;
  if (Array.isArray(value)) return items ? value.map((child, index) => [String(index), items, child]) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]): [string, CrdSchema, unknown][] => {
    const field = properties?.[key] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    return field ? [[key, field, child]] : [];
  });
}

/** CEL tells whole numbers from others, JSON does not. */
function celValue(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, celValue(child)]));
}
