import { count, fit, type Layout, line, pad, paragraph, type Span } from "../../preview/render/text.ts";
import type { CapacityReport, PoolReport, TypeReport } from "../reportModel.ts";
import { perHour } from "./money.ts";

/** Width of the column that says what a line is about. */
const LABEL = 16;
/** Columns of one type in the list of types. */
const TYPE_WIDTH = 32;

/** Every pool in a few lines; a single one with all its types. */
export function renderPools(report: CapacityReport, only: string | undefined, layout: Layout): string {
  const shown = report.pools.filter(({ name }) => only === undefined || name === only);
  const heading =
    only === undefined
      ? "Node pools, in the order Karpenter tries them"
      : `Node pool ${only}, of ${count(report.pools.length, "pool")}`;
  const blocks = shown.map((pool) =>
    [
      ...renderPool(pool, report.catalogueTypes, layout),
      ...(only === undefined
        ? []
        : [...renderSteps(pool, report.catalogueTypes, layout), ...renderTypes(pool.types, layout)]),
    ].join("\n"),
  );
  return [line([{ text: heading, style: "heading" }], layout), ...blocks].join("\n\n");
}

function renderPool(pool: PoolReport, catalogueTypes: number, layout: Layout): string[] {
  const kind = [
    pool.replicas === null ? `weight ${pool.weight}` : `static, ${count(pool.replicas, "node")}`,
    pool.capacityTypes.join(", "),
    pool.architectures.join(", "),
    `node class ${pool.nodeClass}`,
  ].filter((text) => text !== "");
  const limits = Object.entries(pool.limits).map(([name, amount]) => `${amount} ${name === "cpu" ? "CPU" : name}`);
  return [
    line(
      [{ text: "  " }, { text: pool.name, style: "name" }, { text: `  ${kind.join(" · ")}`, style: "quiet" }],
      layout,
    ),
    ...field("types", typesText(pool, catalogueTypes), layout),
    ...(pool.problem === null ? [] : field("problem", pool.problem, layout, pool.failing ? "bad" : "warning")),
    ...field("taints", pool.taints.join(", ") || "none", layout),
    ...field("limits", limits.join(", ") || "none", layout),
    ...pool.disruption.flatMap((text, index) => field(index === 0 ? "disruption" : "", text, layout)),
    ...pool.warnings.flatMap((text) => field("note", text, layout, "warning")),
  ];
}

function typesText({ types }: PoolReport, catalogueTypes: number): string {
  const priced = types.filter(({ usdPerHour }) => usdPerHour !== null);
  const [cheapest, dearest] = [priced[0], priced.at(-1)];
  const range =
    cheapest && dearest
      ? `: ${cheapest.name} ${perHour(cheapest.usdPerHour)} to ${dearest.name} ${perHour(dearest.usdPerHour)} an hour`
      : "";
  return `${types.length} of ${catalogueTypes.toLocaleString("en-US")} qualify${range}`;
}

function renderSteps(pool: PoolReport, catalogueTypes: number, layout: Layout): string[] {
  return [
    "",
    line([{ text: "    types left", style: "quiet" }], layout),
    line([{ text: `    ${String(catalogueTypes).padStart(10)}  in the catalogue` }], layout),
    ...pool.requirements.map(({ text, typesLeft }) =>
      line(
        [{ text: `    ${String(typesLeft).padStart(10)}  ` }, { text, style: typesLeft === 0 ? "bad" : "plain" }],
        layout,
      ),
    ),
  ];
}

function renderTypes(types: readonly TypeReport[], layout: Layout): string[] {
  if (types.length === 0) return [];
  const across = Math.max(1, Math.floor((layout.width - 4) / TYPE_WIDTH));
  const rows = Math.ceil(types.length / across);
  const cell = ({ name, usdPerHour }: TypeReport): string =>
    pad(`${fit(pad(name, 20), 20)} ${perHour(usdPerHour).padStart(8)}`, TYPE_WIDTH);
  const lines = Array.from({ length: rows }, (_, row) =>
    line(
      [
        {
          text: `    ${types
            .filter((_type, index) => index % rows === row)
            .map(cell)
            .join("")}`,
        },
      ],
      layout,
    ),
  );
  return ["", line([{ text: "    qualifying types, US dollars an hour on demand", style: "quiet" }], layout), ...lines];
}

/** A label and prose, further lines below the prose. */
export function field(label: string, text: string, layout: Layout, style?: Span["style"]): string[] {
  return paragraph({ text: `    ${pad(label, LABEL - 4)}`, style: "quiet" }, text, layout, style);
}
