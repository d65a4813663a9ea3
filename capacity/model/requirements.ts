import { allowsAbsence, intersection, intersects, requirement, type Requirement } from "./requirement.ts";
import { WELL_KNOWN_LABELS } from "./labels.ts";

/** Label key -> what its value may be. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Why two sets of requirements cannot hold together. */
export type Conflict =
  | { readonly kind: "unknown-label"; readonly key: string; readonly meant: string | undefined }
  | { readonly kind: "conflict"; readonly key: string; readonly wanted: Requirement; readonly offered: Requirement };

/** All of them at once: requirements of one key are intersected. */
export function allOf(...lists: readonly Iterable<Requirement>[]): Requirements {
  const result = new Map<string, Requirement>();
  for (const list of lists) {
    for (const item of list) {
      const existing = result.get(item.key);
      result.set(item.key, existing ? intersection(item, existing) : item);
    }
  }
  return result;
}

/** Labels as requirements: each has just its one value. */
export function fromLabels(labels: Readonly<Record<string, string>>): Requirement[] {
  return Object.entries(labels).map(([key, value]) => requirement(key, "In", [value]));
}

/** The requirement of a key; a key nothing is said about may have any value. */
export function valueOf(requirements: Requirements, key: string): Requirement {
  return requirements.get(key) ?? requirement(key, "Exists");
}

/**
 * Why a node with the `offered` requirements cannot satisfy the `wanted` ones. A label that the node does not define is
 * refused, unless Karpenter knows it (any value it offers may be chosen) or its absence is what is wanted.
 *
 * @param known labels that may be undefined; by default all that Karpenter knows
 */
export function conflictBetween(
  offered: Requirements,
  wanted: Requirements,
  known: ReadonlySet<string> = WELL_KNOWN_LABELS,
): Conflict | undefined {
  for (const [key, item] of wanted) {
    if (known.has(key) || offered.has(key) || allowsAbsence(item)) continue;
    return { kind: "unknown-label", key, meant: meantLabel(key) };
  }
  return overlapConflict(offered, wanted);
}

/** Why the keys both speak of cannot have a common value. Keys only one of them has are no conflict. */
export function overlapConflict(offered: Requirements, wanted: Requirements): Conflict | undefined {
  for (const [key, item] of wanted) {
    const existing = offered.get(key);
    if (existing && !agree(existing, item)) return { kind: "conflict", key, wanted: item, offered: existing };
  }
  return undefined;
}

function agree(offered: Requirement, wanted: Requirement): boolean {
  return intersects(offered, wanted) || (allowsAbsence(wanted) && allowsAbsence(offered));
}

/** The label Karpenter knows that ends alike: `node.kubernetes.io/instance-family` is not what it looks like. */
function meantLabel(key: string): string | undefined {
  const suffix = key.slice(key.indexOf("/") + 1);
  return [...WELL_KNOWN_LABELS].find((known) => known.endsWith(`/${suffix}`) || known.includes(key));
}
