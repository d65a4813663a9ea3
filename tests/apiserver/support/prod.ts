import { STACKS } from "./shared.ts";
import type { Manifest } from "./resources.ts";
import type { Stack } from "./stack.ts";

/** The stack whose manifests are edited: it has every kind. */
export const PROD: Stack = found(
  STACKS.find(({ name }) => name === "prod"),
  "a stack prod",
);

/** The manifest of prod of a kind and, where it matters, a name. */
export function manifestOfProd(kind: string, name?: string): Manifest {
  const manifest = PROD.manifests
    .map((rendered) => rendered.manifest)
    .find((other) => other.kind === kind && (name === undefined || other.metadata.name === name));
  return found(manifest, `a ${kind} ${name ?? ""} in prod`);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is not ${what} to edit`);
  return value;
}
