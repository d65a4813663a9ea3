import type { Plan } from "../plan.ts";
import { family, outlineOf } from "./outline.ts";
import { OUTSIDE } from "./tree.ts";
import { columns, count, type Layout, line, pad, paragraph } from "./text.ts";

/** Resources of one component by kind; components themselves are not counted. */
export interface ComponentCount {
  /** Name of the outermost component, or `(stack)` for what stands in none. */
  readonly component: string;
  readonly total: number;
  /** Kind -> how many, most frequent first. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** How many resources of which kind each outermost component has, in the order of the tree. */
export function countResources(plan: Plan): ComponentCount[] {
  const { roots } = outlineOf(plan);
  const components = roots.filter(({ resource }) => !resource.custom);
  const loose = roots.filter(({ resource }) => resource.custom);
  const groups = components.map((root) => ({ component: root.short, nodes: [...family(root)] }));
  if (loose.length > 0) {
    groups.unshift({ component: OUTSIDE, nodes: loose.flatMap((root) => [...family(root)]) });
  }
  return groups.map(({ component, nodes }) => {
    const resources = nodes.filter(({ resource }) => resource.custom);
    const kinds = [...Map.groupBy(resources, ({ kind }) => kind)]
      .map(([kind, list]): [string, number] => [kind, list.length])
      .sort(([kindA, a], [kindB, b]) => b - a || (kindA < kindB ? -1 : 1));
    return { component, total: resources.length, kinds: Object.fromEntries(kinds) };
  });
}

/** Number of resources in a plan; components group and are not counted. */
export function resourceCount(plan: Plan): number {
  return plan.resources.filter(({ custom }) => custom).length;
}

/** The counts as text: a paragraph for each component. */
export function renderSummary(plan: Plan, layout: Layout): string {
  const counts = countResources(plan);
  const nameWidth = Math.min(28, Math.max(...counts.map(({ component }) => columns(component)), 0));
  const numberWidth = String(Math.max(...counts.map(({ total }) => total), 0)).length;
  const lines = counts.flatMap(({ component, total, kinds }) => {
    const prefix = `  ${pad(component, nameWidth)}  ${String(total).padStart(numberWidth)}  `;
    return kindLines(prefix, kinds, layout);
  });
  return [
    line([{ text: `Counts: ${count(resourceCount(plan), "resource")}`, style: "heading" }], layout),
    ...lines,
  ].join("\n");
}

/** How many there are of each kind, after a prefix. */
export function kindLines(prefix: string, kinds: ComponentCount["kinds"], layout: Layout): string[] {
  const text = Object.entries(kinds)
    // A count and its kind stay on one line.
    .map(([kind, number]) => `${number}\u00a0${kind.replaceAll(" ", "\u00a0")}`)
    .join(", ");
  const lines = paragraph({ text: prefix, style: "name" }, text === "" ? "-" : text, layout, "quiet");
  return lines.map((content) => content.replaceAll("\u00a0", " "));
}
