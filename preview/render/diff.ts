import type { Plan, PlannedResource } from "../plan.ts";
import { changesBetween, type Change } from "./changes.ts";
import { identityOf, type Identity } from "./identity.ts";
import { family, lineage, type Node, outlineOf, placeOf } from "./outline.ts";
import { countResources, kindLines, resourceCount } from "./summary.ts";
import { columns, count, fit, type Layout, line, oneLine } from "./text.ts";
import { renderTree } from "./tree.ts";
import { expandDocuments, type Plain, text } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** What differs between two stacks: what only one has, and what both have with other inputs or options. */
export function renderDiff(before: Plan, after: Plan, layout: Layout): string {
  const oldIdentity = identityOf(before);
  const newIdentity = identityOf(after);
  const oldNodes = nodesByKey(before, oldIdentity);
  const newNodes = nodesByKey(after, newIdentity);

  const onlyOld = without(oldNodes, newNodes);
  const onlyNew = without(newNodes, oldNodes);
  const common = [...oldNodes].flatMap(([key, node]) => {
    const other = newNodes.get(key);
    return other ? [{ node, changes: resourceChanges(node.resource, other.resource, oldIdentity, newIdentity) }] : [];
  });
  const changed = common.filter(({ changes }) => changes.length > 0);

  const title = (text: string): string => line([{ text, style: "heading" }], layout);
  const sections = [
    [
      title(`${before.stack} -> ${after.stack}`),
      line(
        [
          {
            text: "Names, ids, account and region that differ as environments do are left out.",
            style: "quiet",
          },
        ],
        layout,
      ),
    ].join("\n"),
    onlyIn(before, onlyOld, "-", layout),
    onlyIn(after, onlyNew, "+", layout),
    changed.length === 0
      ? ""
      : [
          title(`Different in both: ${count(changed.length, "resource")}`),
          ...changed.map(({ node, changes }) => changeBlock(before, node, changes, [oldIdentity, newIdentity], layout)),
        ].join("\n\n"),
    line(
      [
        {
          text: `${before.stack}: ${count(resourceCount(before), "resource")}; ${after.stack}: ${count(resourceCount(after), "resource")}; ${
            onlyOld.size + onlyNew.size + changed.length === 0
              ? "nothing differs"
              : `${resourcesIn(onlyOld)} only in ${before.stack}, ${resourcesIn(onlyNew)} only in ${after.stack}, ${changed.length} different`
          }`,
        },
      ],
      layout,
    ),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

/** Resources by their place in the tree, written without the names of the environment. */
function nodesByKey(plan: Plan, identity: Identity): Map<string, Node> {
  const { byUrn } = outlineOf(plan);
  const keyOf = (node: Node): string =>
    lineage(node)
      .map(({ resource }) => `${resource.type} ${identity.neutral(resource.name)}`)
      .join(" > ");
  return new Map([...byUrn.values()].map((node) => [keyOf(node), node]));
}

function without(nodes: ReadonlyMap<string, Node>, others: ReadonlyMap<string, Node>): Set<Node> {
  return new Set([...nodes].filter(([key]) => !others.has(key)).map(([, node]) => node));
}

function resourcesIn(nodes: ReadonlySet<Node>): number {
  return [...nodes].filter(({ resource }) => resource.custom).length;
}

function onlyIn(plan: Plan, nodes: ReadonlySet<Node>, sign: "+" | "-", layout: Layout): string {
  if (nodes.size === 0) return "";
  const narrow = { ...layout, width: layout.width - 2 };
  const whole = outlineOf(plan).roots.filter((root) => isWhole(root, nodes));
  const elsewhere = new Set(whole.flatMap((root) => [...family(root)]));
  const parts = [...nodes].filter((node) => !elsewhere.has(node)).map(({ resource }) => resource.urn);
  const blocks = [
    ...(parts.length > 0 ? [renderTree(plan, narrow, new Set(parts))] : []),
    ...whole.map((root) => wholeComponent(plan, root, narrow)),
  ];
  const paint = layout.palette[sign === "+" ? "good" : "bad"];
  return [
    line([{ text: `Only in ${plan.stack}: ${count(resourcesIn(nodes), "resource")}`, style: "heading" }], layout),
    blocks
      .join("\n\n")
      .split("\n")
      .map((text) => (text === "" ? "" : `${paint(sign)} ${text}`))
      .join("\n"),
  ].join("\n");
}

/** Whether all of a component, and not a part of it, is among the nodes. */
function isWhole(root: Node, nodes: ReadonlySet<Node>): boolean {
  return !root.resource.custom && [...family(root)].every((node) => nodes.has(node));
}

/** A component that only one stack has says more by its name and its kinds than by a line for each resource. */
function wholeComponent(plan: Plan, root: Node, layout: Layout): string {
  const kinds = countResources(plan).find(({ component }) => component === root.short)?.kinds ?? {};
  return [
    line(
      [
        { text: root.short, style: "heading" },
        { text: `  ${root.kind}, all of it: ${count(resourcesIn(new Set(family(root))), "resource")}`, style: "quiet" },
      ],
      layout,
    ),
    ...kindLines("   ", kinds, layout),
  ].join("\n");
}

function resourceChanges(before: PlannedResource, after: PlannedResource, old: Identity, fresh: Identity): Change[] {
  return changesBetween(comparable(before), comparable(after), (a, b) => old.neutral(a) === fresh.neutral(b));
}

/** What is compared: the inputs, JSON documents parsed, and the options that say what happens on deletion. */
function comparable(resource: PlannedResource): Plain {
  const { protect, retainOnDelete, ignoreChanges, customTimeouts } = resource.options;
  const inputs = expandDocuments(visibleInputs(resource));
  return { ...(inputs as object), "[options]": { protect, retainOnDelete, ignoreChanges, customTimeouts } };
}

function changeBlock(
  plan: Plan,
  node: Node,
  changes: readonly Change[],
  identities: readonly [Identity, Identity],
  layout: Layout,
): string {
  const pathWidth = Math.min(44, Math.max(...changes.map(({ path }) => columns(path))));
  const heading = line([{ text: `  ${placeOf(plan, node.resource.urn)}`, style: "name" }], layout);
  return [heading, ...changes.map((change) => changeLine(change, pathWidth, identities, layout))].join("\n");
}

function changeLine(
  { path, before, after }: Change,
  pathWidth: number,
  [old, fresh]: readonly [Identity, Identity],
  layout: Layout,
): string {
  const start = `    ${fit(path, pathWidth).padEnd(pathWidth)}  `;
  if (before === undefined)
    return line([{ text: start }, { text: `+ ${fresh.readable(text(after))}`, style: "good" }], layout);
  if (after === undefined)
    return line([{ text: start }, { text: `- ${old.readable(text(before))}`, style: "bad" }], layout);
  // Each side gets half of what is left, and what the other side does not need.
  const room = layout.width - columns(start) - 4;
  const [left, right] = [oneLine(old.readable(text(before))), oneLine(fresh.readable(text(after)))];
  const half = Math.floor(room / 2);
  const leftRoom = Math.max(half, room - columns(right));
  const leftText = fit(left, leftRoom);
  return line(
    [
      { text: start },
      { text: leftText, style: "bad" },
      { text: " -> ", style: "quiet" },
      { text: fit(right, room - columns(leftText)), style: "good" },
    ],
    layout,
  );
}
