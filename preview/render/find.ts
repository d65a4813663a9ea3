import { near } from "../../cli/near.ts";
import { indexByUrn, type Plan } from "../plan.ts";
import { UsageError } from "../../cli/usageError.ts";
import { type Node, outlineOf, placeOf } from "./outline.ts";

/**
 * The one resource a person means: its URN, its place (`network > ec2 Vpc vpc`), its full or short name, either behind
 * its kind as the tree shows it (`ec2 Vpc vpc`), or the end of its name.
 *
 * @throws UsageError when there is none (with names that are near) or more than one (with a way to name each)
 */
export function findResource(plan: Plan, wanted: string): Node {
  const nodes = allNodes(plan);
  const words = wanted.trim().replace(/\s+/g, " ");
  // A URN or full name decides before a short name that happens to be the same.
  const attempts: readonly ((node: Node) => boolean)[] = [
    ({ resource }) => resource.urn === words || placeOf(plan, resource.urn) === words,
    ({ resource, kind }) => resource.name === words || `${kind} ${resource.name}` === words,
    ({ short, kind }) => short === words || `${kind} ${short}` === words,
    ({ resource }) => words !== "" && resource.name.endsWith(`-${words}`),
  ];
  for (const attempt of attempts) {
    const found = nodes.filter(attempt);
    const [first] = found;
    if (first && found.length === 1) return first;
    if (first) throw new UsageError(ambiguous(plan, wanted, found));
  }
  throw new UsageError(
    nothing(plan, wanted, [...new Set(nodes.flatMap(({ resource, short }) => [resource.name, short]))]),
  );
}

/**
 * URNs of the resources whose name or type contains a text, whatever its case.
 *
 * @throws UsageError when there is none
 */
export function matchingUrns(plan: Plan, text: string): Set<string> {
  const wanted = text.toLowerCase();
  const nodes = allNodes(plan);
  const urns = nodes
    .filter(({ resource, kind }) =>
      [resource.name, resource.type, kind].some((candidate) => candidate.toLowerCase().includes(wanted)),
    )
    .map(({ resource }) => resource.urn);
  if (urns.length === 0) {
    throw new UsageError(
      nothing(plan, text, [...new Set(nodes.flatMap(({ short, kind }) => [short, ...kind.split(" ")]))]),
    );
  }
  return new Set(urns);
}

function allNodes(plan: Plan): Node[] {
  const { byUrn } = outlineOf(plan);
  return [...indexByUrn(plan).keys()].map((urn) => byUrn.get(urn)).filter((node) => node !== undefined);
}

function nothing(plan: Plan, wanted: string, candidates: readonly string[]): string {
  const names = near(wanted, candidates);
  const hint =
    names.length > 0
      ? `Did you mean ${names.map((name) => `"${name}"`).join(", ")}?`
      : "The tree without it shows all.";
  return `Nothing in ${plan.stack} is called "${wanted}". ${hint}`;
}

function ambiguous(plan: Plan, wanted: string, found: readonly Node[]): string {
  const full = found.map(({ kind, resource }) => `${kind} ${resource.name}`);
  // Two kinds can read alike (`eks Cluster` of two packages); the URN never does.
  const ways = new Set(full).size === full.length ? full : found.map(({ resource }) => resource.urn);
  return `"${wanted}" is the name of ${found.length} resources in ${plan.stack}; name one of them:\n${ways
    .map((way) => `  --show '${way}'`)
    .join("\n")}`;
}
