import { count, type Layout, line, paragraph } from "../../preview/render/text.ts";
import type { SimulationReport, WorkloadReport } from "../reportModel.ts";

/** Where the pods of each workload land, and what keeps them from where they do not. */
export function renderWorkloads({ pods, workloads }: SimulationReport, layout: Layout): string {
  const heading = line([{ text: `Where ${count(pods, "pod")} would land`, style: "heading" }], layout);
  return [heading, ...workloads.map((workload) => renderWorkload(workload, layout).join("\n"))].join("\n\n");
}

function renderWorkload(workload: WorkloadReport, layout: Layout): string[] {
  const { kind, name, pods, placed, unplaced, requests } = workload;
  const landed = placed.map((entry) => `${entry.pods} in ${entry.pool}`).join(", ");
  return [
    line(
      [
        { text: "  " },
        { text: `${kind} ${name}`, style: "name" },
        { text: `  ${count(pods, "pod")} of ${requests}`, style: "quiet" },
      ],
      layout,
    ),
    ...(landed === "" ? [] : paragraph({ text: "    " }, landed, layout, "good")),
    ...(unplaced === 0 ? [] : paragraph({ text: "    " }, `${unplaced} of ${pods} nowhere`, layout, "bad")),
    ...(unplaced > 0 && workload.refusals.length === 0
      ? paragraph({ text: "    " }, "there is no node pool", layout)
      : []),
    ...workload.refusals.flatMap(({ pool, reason }) =>
      paragraph({ text: `    not in ${pool}: `, style: "quiet" }, reason, layout, unplaced === 0 ? "plain" : "bad"),
    ),
    ...workload.givenUp.flatMap((what) => paragraph({ text: "    given up: ", style: "quiet" }, what, layout)),
  ];
}
