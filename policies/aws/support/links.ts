import type { StackContext, StackResource } from "./rule.ts";
import { UNKNOWN } from "./unknown.ts";

/** The resources of a kind that belong to each of some targets, such as the policies of queues. */
export interface Links {
  /** Those that belong to the target. */
  of: (target: StackResource) => StackResource[];
  /** Those of which it is not known yet where they belong. */
  loose: StackResource[];
}

/**
 * Finds out which resource belongs to which target: by the target's name or id where the reference is known, else by
 * the dependency that the reference makes, for during a preview ids of new resources are not known.
 * @param targets what they may belong to
 * @param holders the resources that refer to a target
 * @param reference the property that does
 * @param names the properties of a target that a reference may hold
 */
export function link(
  targets: readonly StackResource[],
  holders: readonly StackResource[],
  reference: string,
  names: readonly string[],
): Links {
  const byName = new Map<string, StackResource>();
  const byUrn = new Map(targets.map((target) => [target.urn, target]));
  for (const target of targets) {
    for (const name of names) {
      const value = target.props.get(name).plain();
      if (typeof value === "string" && value !== "") byName.set(value, target);
    }
  }
  const linked = new Map<StackResource, StackResource[]>();
  const loose: StackResource[] = [];
  for (const holder of holders) {
    const value = holder.props.get(reference).plain();
    const named = typeof value === "string" ? byName.get(value) : undefined;
    const target = named ?? byDependency(holder, reference, byUrn);
    if (target) linked.set(target, [...(linked.get(target) ?? []), holder]);
    else if (value === UNKNOWN) loose.push(holder);
  }
  return { of: (target) => linked.get(target) ?? [], loose };
}

/** The only target that the reference depends on; undefined when there are several, for then it proves nothing. */
function byDependency(
  { source }: StackResource,
  reference: string,
  targets: ReadonlyMap<string, StackResource>,
): StackResource | undefined {
  // A runner may know dependencies less finely than the engine does.
  const { propertyDependencies, dependencies } = source as Partial<typeof source>;
  for (const candidates of [propertyDependencies?.[reference], dependencies]) {
    const found = new Set(candidates?.flatMap(({ urn }) => targets.get(urn) ?? []));
    if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
  }
  return undefined;
}

/**
 * Reports a target that has no companion; while there are companions that may be its own, notes those instead.
 * @param reference the companions' property that would tell
 */
export function reportMissing(
  { report, unknown }: StackContext,
  target: StackResource,
  links: Links,
  reference: string,
  message: string,
): void {
  if (links.loose.length === 0) report(target, message);
  else for (const loose of links.loose) unknown(`${loose.name}.${reference}`);
}
