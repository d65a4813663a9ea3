import type { Manifest } from "../support/resources.ts";

/** Where a value stands: `spec.weight`, or a list of keys where one has a dot in it. */
export type Path = string | readonly string[];

/** One careless edit of a manifest that is fine, and words of the server's refusal. An undefined value leaves a field out. */
export interface Refusal {
  readonly edits: readonly (readonly [Path, unknown])[];
  readonly message: string;
}

/** A kind, the manifest that is edited, and what the edits are called. */
export interface Refusals {
  readonly kind: string;
  /** Name of the manifest of prod; the first of the kind when it is not given. */
  readonly name?: string;
  /** Turns the manifest into one of a related kind first. */
  readonly as?: (manifest: Manifest) => Manifest;
  readonly cases: Readonly<Record<string, Refusal>>;
}

/** A refusal of one edit. */
export function refusal(path: Path, value: unknown, message: string): Refusal {
  return { edits: [[path, value]], message };
}

/** A refusal of edits that only together are wrong. */
export function together(edits: readonly (readonly [Path, unknown])[], message: string): Refusal {
  return { edits, message };
}

/**
 * A copy with the edits made.
 *
 * @throws Error when a path leads nowhere, as it would once the manifest looks otherwise
 */
export function edited<T extends object>(manifest: T, edits: Refusal["edits"]): T {
  const copy = structuredClone(manifest);
  for (const [path, value] of edits) {
    const keys = typeof path === "string" ? path.split(".") : path;
    let place: unknown = copy;
    for (const key of keys.slice(0, -1)) place = isContainer(place) ? place[key] : undefined;
    const last = keys.at(-1) ?? "";
    if (!isContainer(place)) throw new Error(`nothing at ${keys.join(" > ")} to edit`);
    if (value !== undefined) place[last] = value;
    else if (last in place) Reflect.deleteProperty(place, last);
    else throw new Error(`nothing at ${keys.join(" > ")} to leave out`);
  }
  return copy;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
