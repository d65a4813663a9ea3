/** What `JSON.parse` may give. */
export type Json = string | number | boolean | null | Json[] | JsonMap;
/** A map as `JSON.parse` gives it. */
export interface JsonMap {
  [key: string]: Json | undefined;
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map at a path, and an empty one where there is none. */
export function mapAt(value: unknown, ...path: string[]): JsonMap {
  const found = valueAt(value, ...path);
  return isMap(found) ? found : {};
}

/** The list at a path, and an empty one where there is none. */
export function listAt(value: unknown, ...path: string[]): Json[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as Json[]) : [];
}

/** The text at a path; undefined where there is none. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path; undefined where there is none. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

function valueAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (isMap(found) ? found[key] : undefined), value);
}
