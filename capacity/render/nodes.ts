import { fit, type Layout, line, pad, paragraph } from "../../preview/render/text.ts";
import type { NodeReport, SimulationReport } from "../reportModel.ts";
import { perHour } from "./money.ts";

const EXPLANATION =
  "Type: the cheapest of as many as were left. Pods, CPU and memory are of one node, the latter as shares of what pods can use.";

/** Alike nodes, one line for all of them. */
interface Row {
  readonly node: NodeReport;
  readonly nodes: number;
  readonly options: string;
}

/** The nodes that would be made, those that are alike counted. */
export function renderNodes({ nodes }: SimulationReport, layout: Layout): string {
  if (nodes.length === 0) return "";
  const grouped = Map.groupBy(nodes, (node) => JSON.stringify({ ...node, options: 0, round: 0 }));
  const rows = [...grouped.values()].flatMap((alike): Row[] => {
    const [node] = alike;
    return node ? [{ node, nodes: alike.length, options: rangeOf(alike.map(({ options }) => options)) }] : [];
  });
  const poolWidth = Math.min(24, Math.max(4, ...rows.map(({ node }) => node.pool.length)));
  const typeWidth = Math.max(4, ...rows.map(({ node }) => node.instanceType.length));
  const table = [
    {
      nodes: "nodes",
      pool: "pool",
      type: "type",
      options: "of",
      capacity: "capacity",
      zone: "zone",
      pods: "pods",
      cpu: "CPU",
      memory: "memory",
      price: "$/hour",
    },
    ...rows.map(({ node, nodes: number, options }) => ({
      nodes: `${number} x`,
      pool: node.pool,
      type: node.instanceType,
      options,
      capacity: node.capacityType,
      zone: node.zones.length === 1 ? (node.zones[0] ?? "") : `any of ${node.zones.length}`,
      pods: String(node.pods),
      cpu: share(node.utilisation.cpu),
      memory: share(node.utilisation.memory),
      price: perHour(node.usdPerHour).replace("$", ""),
    })),
  ];
  const zoneWidth = Math.max(8, ...table.map(({ zone }) => zone.length));
  const lines = table.map((row, index) =>
    line(
      [
        {
          text:
            `  ${row.nodes.padStart(5)}  ${pad(fit(row.pool, poolWidth), poolWidth)}  ${pad(row.type, typeWidth)} ${row.options.padStart(8)}  ` +
            `${pad(row.capacity, 9)}  ${pad(row.zone, zoneWidth)} ${row.pods.padStart(4)} ${row.cpu.padStart(5)} ${row.memory.padStart(7)} ${row.price.padStart(9)}`,
          style: index === 0 ? "quiet" : "plain",
        },
      ],
      layout,
    ),
  );
  const rounds = Math.max(...nodes.map(({ round }) => round));
  return [
    line([{ text: "Nodes that would be made", style: "heading" }], layout),
    "",
    ...lines,
    "",
    ...[EXPLANATION, ...(rounds > 1 ? [batchesText(rounds)] : [])].flatMap((text) =>
      paragraph({ text: "  " }, text, layout, "quiet"),
    ),
  ].join("\n");
}

/** Smallest and largest. */
function rangeOf(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(least) : `${least}-${most}`;
}

function batchesText(rounds: number): string {
  return (
    `Made in ${rounds} batches. Within a batch a node under way counts against its pool's limits as the largest type it could ` +
    "be, as Karpenter has it; so wide requirements under a tight limit end in small nodes. Fewer sizes or a higher limit mend that."
  );
}

function share(value: number | undefined): string {
  return value === undefined ? "" : `${Math.round(value * 100)}%`;
}
