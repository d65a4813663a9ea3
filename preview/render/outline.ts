import { indexByUrn, type Plan, type PlannedResource } from "../plan.ts";
import { kindOf } from "./kind.ts";

/** A resource and what stands below it. */
export interface Node {
  readonly resource: PlannedResource;
  readonly kind: string;
  /** The name without its parent's in front, where that leaves something that no sibling of its kind is called. */
  readonly short: string;
  readonly parent?: Node;
  readonly children: readonly Node[];
}

/** The tree of a plan. */
export interface Outline {
  readonly roots: readonly Node[];
  readonly byUrn: ReadonlyMap<string, Node>;
}

const outlines = new WeakMap<Plan, Outline>();

/** The tree of a plan, computed once. A resource whose parent is not in the plan stands at the top. */
export function outlineOf(plan: Plan): Outline {
  const known = outlines.get(plan);
  if (known) return known;

  const urns = indexByUrn(plan);
  const below = Map.groupBy(plan.resources, ({ parent }) => (parent !== undefined && urns.has(parent) ? parent : ""));
  const byUrn = new Map<string, Node>();

  const grow = (resource: PlannedResource, short: string, parent: Node | undefined): Node => {
    const children: Node[] = [];
    const node: Node = { resource, kind: kindOf(resource.type), short, children, ...(parent && { parent }) };
    byUrn.set(resource.urn, node);
    const siblings = below.get(resource.urn) ?? [];
    const names = shortNames(siblings, [...ancestorNames(node)]);
    children.push(...siblings.map((child, index) => grow(child, names[index] ?? child.name, node)));
    return node;
  };
  const roots = (below.get("") ?? []).map((resource) => grow(resource, resource.name, undefined));

  const outline = { roots, byUrn };
  outlines.set(plan, outline);
  return outline;
}

function* ancestorNames(node: Node): Generator<string> {
  for (let next: Node | undefined = node; next; next = next.parent) yield next.resource.name;
}

/** Names without the longest ancestor's name in front; whoever would share it with a sibling of its kind keeps all. */
function shortNames(siblings: readonly PlannedResource[], ancestors: readonly string[]): string[] {
  const prefixes = ancestors.map((name) => `${name}-`).sort((a, b) => b.length - a.length);
  const shorten = (name: string): string => {
    const prefix = prefixes.find((candidate) => name.startsWith(candidate) && name.length > candidate.length);
    return prefix === undefined ? name : name.slice(prefix.length);
  };
  const taken = new Map<string, number>();
  const key = (resource: PlannedResource): string => `${resource.type} ${shorten(resource.name)}`;
  for (const resource of siblings) taken.set(key(resource), (taken.get(key(resource)) ?? 0) + 1);
  return siblings.map((resource) => (taken.get(key(resource)) === 1 ? shorten(resource.name) : resource.name));
}

/** The node and everything below it. */
export function* family(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* family(child);
}

/** From the outermost ancestor down to the node itself. */
export function lineage(node: Node): Node[] {
  return node.parent ? [...lineage(node.parent), node] : [node];
}

/** Where a resource stands: `network > endpoints > ec2 VpcEndpoint sts`. */
export function placeOf(plan: Plan, urn: string): string {
  const node = outlineOf(plan).byUrn.get(urn);
  if (!node) return urn;
  const ancestors = lineage(node).slice(0, -1);
  const last = node.resource.custom ? `${node.kind} ${node.short}` : node.short;
  return [...ancestors.map(({ short }) => short), last].join(" > ");
}
