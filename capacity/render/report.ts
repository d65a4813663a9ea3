import { count, type Layout, line, paragraph } from "../../preview/render/text.ts";
import type { CapacityReport } from "../reportModel.ts";
import { renderCost } from "./cost.ts";
import { renderNodes } from "./nodes.ts";
import { perHour } from "./money.ts";
import { renderPools } from "./pools.ts";
import { renderWorkloads } from "./workloads.ts";

/** How a stack without pools gets some. */
const NO_POOLS =
  "This stack has no node pools: Karpenter is off in it, and its pods run on the fixed node group. To turn it on, set karpenter.enabled to true under eks-platform:platform in the stack's file; without a setting it is on in prod only.";

/**
 * The whole report as the command prints it.
 *
 * @param only the pool to show, with all its types; undefined shows every pool
 */
export function renderReport(report: CapacityReport, only: string | undefined, layout: Layout): string {
  const { simulation } = report;
  return [
    renderHeader(report, layout),
    report.pools.length === 0
      ? paragraph({ text: "" }, NO_POOLS, layout, "warning").join("\n")
      : renderPools(report, only, layout),
    simulation ? renderWorkloads(simulation, layout) : "",
    simulation ? renderNodes(simulation, layout) : "",
    renderCost(report, layout),
    renderClosing(report, layout),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function renderHeader({ subject, region, zones, notice, notes }: CapacityReport, layout: Layout): string {
  return [
    line([{ text: subject, style: "heading" }, { text: `  ${region}, zones ${zones.join(", ")}` }], layout),
    ...[...notice, ...notes].flatMap((text) => paragraph({ text: "" }, text, layout, "quiet")),
  ].join("\n");
}

function renderClosing({ subject, pools, simulation, exitCode }: CapacityReport, layout: Layout): string {
  const unplaced = simulation?.workloads.reduce((sum, workload) => sum + workload.unplaced, 0) ?? 0;
  const empty = pools.filter(({ failing }) => failing).length;
  const parts = [
    count(pools.length, "pool"),
    ...(simulation
      ? [
          `${count(simulation.pods, "pod")} on ${count(simulation.nodes.length, "node")}`,
          `${perHour(simulation.usdPerHour)} an hour`,
        ]
      : []),
  ];
  const verdict = [
    ...(unplaced > 0 ? [`${count(unplaced, "pod lands", "pods land")} nowhere`] : []),
    ...(empty > 0 ? [`no type qualifies for ${count(empty, "pool")}`] : []),
  ];
  const good = simulation ? "every pod has a place" : pools.length === 0 ? "no node pool" : "every pool has types";
  const style = exitCode === 0 ? "good" : "bad";
  const text = `${subject}: ${parts.join(", ")}: ${verdict.join(", ") || good} (exit ${exitCode})`;
  return paragraph({ text: "" }, text, layout, style).join("\n");
}
