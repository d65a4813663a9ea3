import type { Plan } from "../plan.ts";
import { detailOf } from "./details.ts";
import { family, type Node, outlineOf } from "./outline.ts";
import { columns, count, fit, type Layout, line, oneLine, pad, type Span } from "./text.ts";
import { visibleInputs } from "./visible.ts";

/** Heading of what stands in no component. */
export const OUTSIDE = "(stack)";
/** Widest column of kinds and of names; a kind or name that is longer moves only those of its own kind. */
const KIND_COLUMN = 28;
const NAME_COLUMN = 26;
/** Names beyond this are not waited for by their neighbours. */
const LONGEST_NAME = 40;

/**
 * The plan as a tree: one block for each component at the top, one line for each resource, never wider than the layout.
 *
 * @param visible URNs to show, their ancestors come along; everything by default
 */
export function renderTree(plan: Plan, layout: Layout, visible?: ReadonlySet<string>): string {
  const { roots } = outlineOf(plan);
  const shown = roots.map((root) => prune(root, visible)).filter((root) => root !== undefined);
  const loose = shown.filter(({ node }) => node.resource.custom);
  const blocks = shown
    .filter(({ node }) => !node.resource.custom)
    .map((branch) => [
      lineWithFlags(componentSpans(branch), branch.node, layout),
      ...branchLines(branch.branches, "", layout),
    ]);
  if (loose.length > 0) {
    blocks.unshift([line([{ text: OUTSIDE, style: "heading" }], layout), ...branchLines(loose, "", layout)]);
  }
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

/** A node with those of its children that are to be shown. */
interface Branch {
  readonly node: Node;
  readonly branches: readonly Branch[];
}

function prune(node: Node, visible: ReadonlySet<string> | undefined): Branch | undefined {
  const branches = node.children.map((child) => prune(child, visible)).filter((child) => child !== undefined);
  if (visible && !visible.has(node.resource.urn) && branches.length === 0) return undefined;
  return { node, branches: readingOrder(branches) };
}

/** Resources before components, those of one kind together; otherwise as the program made them. */
function readingOrder(branches: readonly Branch[]): Branch[] {
  const resources = branches.filter(({ node }) => node.resource.custom);
  const components = branches.filter(({ node }) => !node.resource.custom);
  return [...Map.groupBy(resources, ({ node }) => node.kind).values(), components].flat();
}

function branchLines(branches: readonly Branch[], indent: string, layout: Layout): string[] {
  const columnsOf = columnsFor(branches.map(({ node }) => node).filter(({ resource }) => resource.custom));
  return branches.flatMap((branch, index) => {
    const { node, branches: below } = branch;
    const last = index === branches.length - 1;
    const trunk: Span = { text: `${indent}${last ? "└─ " : "├─ "}`, style: "quiet" };
    const { kind, name } = columnsOf(node);
    const spans = node.resource.custom
      ? [{ text: pad(node.kind, kind) }, { text: `  ${pad(node.short, name)}`, style: "name" as const }]
      : componentSpans(branch);
    const own = lineWithFlags([trunk, ...spans], node, layout);
    return [own, ...branchLines(below, `${indent}${last ? "   " : "│  "}`, layout)];
  });
}

/**
 * How wide kind and name of a resource stand among its siblings. All share two columns; where a kind is too long for
 * its column, the names take less, so that what follows stands below the rest again; where a name is too long for that,
 * the resources of its kind move together.
 */
function columnsFor(nodes: readonly Node[]): (node: Node) => { readonly kind: number; readonly name: number } {
  const widest = (texts: readonly string[], limit: number): number =>
    Math.max(0, ...texts.map(columns).filter((width) => width <= limit));
  const ofKind = Map.groupBy(nodes, ({ kind }) => kind);
  const kinds = widest([...ofKind.keys()], KIND_COLUMN);
  const names = widest(
    nodes.map(({ short }) => short),
    NAME_COLUMN,
  );
  const own = new Map(
    [...ofKind].map(([kind, members]) => {
      const longest = widest(
        members.map(({ short }) => short),
        LONGEST_NAME,
      );
      return [kind, Math.max(longest, names - Math.max(0, columns(kind) - kinds))];
    }),
  );
  return ({ kind }) => ({ kind: kinds, name: own.get(kind) ?? names });
}

/** The line up to the name, then as much of the detail as fits, then the flags, which are never cut for a detail. */
function lineWithFlags(spans: readonly Span[], node: Node, layout: Layout): string {
  const flags = flagSpans(node);
  const reserved = flags.reduce((sum, { text }) => sum + columns(text), 0);
  const detail = node.resource.custom ? newsOf(node) : "";
  const used = spans.reduce((sum, { text }) => sum + columns(text), 0);
  const room = layout.width - reserved - used - 2;
  // A detail of a few letters and an ellipsis tells nothing.
  const shown = room >= Math.min(8, columns(detail)) ? fit(oneLine(detail), room) : "";
  const body = shown === "" ? spans : [...spans, { text: `  ${shown}`, style: "quiet" as const }];
  const head = line(body, { ...layout, width: layout.width - reserved });
  // Without a detail the flags stand where one would.
  const last = spans.at(-1)?.text ?? "";
  const gap = shown === "" && room >= 0 && flags.length > 0 ? " ".repeat(columns(last) - columns(last.trimEnd())) : "";
  return head + gap + flags.map(({ text, style }) => layout.palette[style ?? "plain"](text)).join("");
}

/** The detail, without the name that the line shows already. */
function newsOf({ resource, short }: Node): string {
  const detail = detailOf(resource.type, visibleInputs(resource));
  if (short === detail || short.endsWith(`-${detail}`)) return "";
  return detail.startsWith(`${short} `) ? detail.slice(short.length + 1) : detail;
}

function componentSpans(branch: Branch): Span[] {
  const { node } = branch;
  const inside = [...family(node)].filter(({ resource }) => resource.custom).length;
  const shown = resourcesShown(branch);
  const number = shown === inside ? count(inside, "resource") : `${shown} of ${count(inside, "resource")}`;
  return [
    { text: node.short, style: "heading" },
    { text: `  ${node.kind}, ${number}`, style: "quiet" },
  ];
}

function resourcesShown({ node, branches }: Branch): number {
  return branches.reduce((sum, branch) => sum + resourcesShown(branch), node.resource.custom ? 1 : 0);
}

function flagSpans(node: Node): Span[] {
  const { options, modelled } = node.resource;
  const flags = [
    options.protect ? "protected" : "",
    options.retainOnDelete ? "kept on destroy" : "",
    modelled === undefined ? "" : "modelled",
  ];
  return flags.filter((flag) => flag !== "").map((flag) => ({ text: `  [${flag}]`, style: "flag" }));
}
