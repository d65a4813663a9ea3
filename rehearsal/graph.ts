import { bondsOf } from "./cloud/bonds.ts";
import type { StateResource } from "./engine/engine.ts";
import { modelOf } from "./model/index.ts";
import type { CloudRecord, Inventory } from "./model/types.ts";

/** What the engine was told about the order of things: who waits for whom, and goes before whom. */
export class DependencyGraph {
  readonly #edges: ReadonlyMap<string, readonly string[]>;

  constructor(resources: readonly StateResource[]) {
    this.#edges = new Map(resources.map((resource) => [resource.urn, directDependencies(resource)]));
  }

  /** Whether the engine makes `needed` before `urn`, and deletes it after. */
  waitsFor(urn: string, needed: string): boolean {
    const seen = new Set<string>();
    const open = [...(this.#edges.get(urn) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === needed) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.#edges.get(next) ?? []));
    }
    return false;
  }
}

/** A parent goes after its children, a provider after what it made, and all else by what the program said. */
function directDependencies(resource: StateResource): string[] {
  const { parent, provider, dependencies = [], propertyDependencies = {}, deletedWith } = resource;
  return [
    ...(parent === undefined ? [] : [parent]),
    ...(provider === undefined ? [] : [provider.split("::").slice(0, 4).join("::")]),
    ...dependencies,
    ...Object.values(propertyDependencies).flatMap((urns) => urns ?? []),
    ...(deletedWith === undefined ? [] : [deletedWith]),
  ];
}

/**
 * Orders that matter and that the engine was not told: for everything in the cloud, each thing it cannot be without must
 * be something it waits for. Where several meet a need, waiting for one is enough. That it went well this time proves
 * nothing; this does not depend on luck.
 *
 * @returns a sentence for each
 */
export function missingOrders(inventory: Inventory, graph: DependencyGraph): string[] {
  const sentences = inventory.ready.flatMap((record) =>
    bondsOf(record, modelOf(record.type), inventory)
      .filter(({ metBy }) => metBy.length > 0 && !metBy.some((needed) => graph.waitsFor(record.urn, needed.urn)))
      .map(({ what, why, metBy }) => sentence(record, what, metBy, why)),
  );
  return [...new Set(sentences)];
}

function sentence(record: CloudRecord, what: string, metBy: readonly CloudRecord[], why: string | undefined): string {
  const who = metBy.map(({ name, type }) => `${name} (${type})`).join(" or ");
  return `${record.name} (${record.type}) does not wait for ${what}, which is ${who}${why === undefined ? "" : `: ${why}`}`;
}
