import { UNKNOWN } from "../unknown.ts";

/**
 * An object's members by their names in lower case. A name that stands twice in different letter case is a problem:
 * readers of the document would disagree on which of them counts.
 */
export function elementsOf(object: object, place: string, problems: string[]): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    const lower = name.trim().toLowerCase();
    if (elements.has(lower)) problems.push(`${place} has ${name} twice`);
    elements.set(lower, value);
  }
  return elements;
}

/** A text, or a list of texts, as a list. */
export function texts(value: unknown): { texts: string[]; unknown: boolean; misfit: boolean } {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const known = list.filter((item) => item !== UNKNOWN);
  const read = known.filter((item) => typeof item === "string");
  return { texts: read, unknown: known.length < list.length, misfit: read.length < known.length };
}
