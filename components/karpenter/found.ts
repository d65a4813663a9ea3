/** Something a stack file says, if it is a map of keys. Rules across fields run on input that failed its schema too. */
export function asRecord(found: unknown): Readonly<Record<string, unknown>> {
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : {};
}

/** The maps of a list, each with its place; whatever else the list holds is left out. */
export function asRecords(found: unknown): [number, Readonly<Record<string, unknown>>][] {
  return Array.isArray(found) ? found.map((entry, index) => [index, asRecord(entry)]) : [];
}

/** How a rule says that something is wrong: where, below the value it looks at, and what is allowed instead. */
export type Report = (path: (string | number)[], message: string) => void;
