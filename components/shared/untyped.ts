/** A map whose values nobody has checked. */
export type Untyped = Readonly<Record<string, unknown>>;

/** Whether a value is a map of keys: no list, and not nothing. */
export function isMap(value: unknown): value is Untyped {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is a map, else an empty one: rules over a whole section run before its fields are known to be right. */
export function mapOf(value: unknown): Untyped {
  return isMap(value) ? value : {};
}

/** The value if it is a list, else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The maps of a list, each with its place; whatever else the list holds counts as an empty map. */
export function mapsOf(value: unknown): [number, Untyped][] {
  return listOf(value).map((entry, index) => [index, mapOf(entry)]);
}

/** The value if it is a number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The value if it is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
