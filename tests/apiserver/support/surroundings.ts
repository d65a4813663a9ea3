import type { Manifest, Resources } from "./resources.ts";
import type { Stack } from "./stack.ts";

/** Namespaces that every API server makes. */
const ALWAYS_THERE = ["default", "kube-node-lease", "kube-public", "kube-system"];
/** What admission looks up when other objects and pods are sent; everything else needs no company. */
const LOOKED_UP = ["PriorityClass", "LimitRange"];

/** Namespaces that a stack's objects live in although nobody makes them. */
export function namespacesNobodyMakes(stack: Stack): string[] {
  const made = new Set([
    ...ALWAYS_THERE,
    ...stack.namespacesOfReleases,
    ...stack.manifests.filter(({ manifest }) => manifest.kind === "Namespace").map(({ manifest }) => nameOf(manifest)),
  ]);
  const used = new Set(stack.manifests.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  return [...used].filter((namespace) => !made.has(namespace)).sort();
}

/**
 * Makes what a stack's other objects are judged by: its namespaces with their labels, priority classes and limit ranges.
 *
 * @returns a function that takes the classes and ranges away again, since another stack has its own; namespaces stay, for
 * a namespace only goes with the help of a controller
 */
export async function surround(resources: Resources, stack: Stack): Promise<() => Promise<void>> {
  for (const name of stack.namespacesOfReleases) await resources.keep(namespace(name));
  const all = stack.manifests.map(({ manifest }) => manifest);
  for (const manifest of all.filter(({ kind }) => kind === "Namespace")) await resources.keep(manifest);
  const lookedUp = all.filter(({ kind }) => LOOKED_UP.includes(kind));
  for (const manifest of lookedUp) await resources.keep(manifest);
  return async () => {
    for (const manifest of lookedUp) await resources.remove(manifest);
  };
}

/** A namespace with these labels. */
export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Manifest {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function nameOf({ metadata }: Manifest): string {
  return metadata.name;
}
