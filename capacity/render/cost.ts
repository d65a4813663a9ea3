import { count, type Layout, line } from "../../preview/render/text.ts";
import type { CapacityReport, FixedGroupReport } from "../reportModel.ts";
import { field } from "./pools.ts";
import { perHour, perMonth } from "./money.ts";

/** What the nodes cost, beside the node group of fixed size. */
export function renderCost({ simulation, fixedGroup, prices }: CapacityReport, layout: Layout): string {
  const both = (usd: number): string => `${perHour(usd)} an hour, ${perMonth(usd, prices.hoursPerMonth)} a month`;
  const spotNodes = simulation?.nodes.filter(({ capacityType }) => capacityType === "spot").length ?? 0;
  const made = simulation && [
    ...field("nodes", `${count(simulation.nodes.length, "node")}: ${both(simulation.usdPerHour)}`, layout, "good"),
    ...(spotNodes > 0
      ? field("", `${spotNodes} of them may be spot and would cost less; by how much is not guessed.`, layout)
      : []),
    ...(simulation.nodesWithoutPrice > 0
      ? field("", `${count(simulation.nodesWithoutPrice, "node")} without a list price not counted.`, layout, "warning")
      : []),
  ];
  return [
    line([{ text: `Cost on demand, list prices in ${prices.region} of ${prices.date}`, style: "heading" }], layout),
    ...(made ?? []),
    ...field("fixed group", fixedText(fixedGroup, simulation !== null, both), layout),
    ...neededText(fixedGroup, both).flatMap((text) => field("", text, layout)),
  ].join("\n");
}

function fixedText(
  { name, found, nodes, instanceType, usdPerHour, spot }: FixedGroupReport,
  compared: boolean,
  both: (usd: number) => string,
): string {
  const what = found
    ? `${name}, ${nodes} x ${instanceType}`
    : `the baseline, ${nodes} x ${instanceType} (no node group is among the resources)`;
  const price = usdPerHour === null ? "no list price" : both(usdPerHour);
  const beside = found && compared ? "; it stays beside the nodes above and is not in their sum" : "";
  return `${what}: ${price}${spot ? ", at on-demand prices although it is spot" : ""}${beside}`;
}

function neededText({ neededForPods, instanceType }: FixedGroupReport, both: (usd: number) => string): string[] {
  if (!neededForPods) return [];
  const { nodes, tooLarge, usdPerHour } = neededForPods;
  const price = usdPerHour === null ? "" : `: ${both(usdPerHour)}`;
  return [
    ...(nodes > 0
      ? [
          `By their requests alone, labels and taints set aside, the pods would fill ${count(nodes, "node")} of ${instanceType}${price}.`,
        ]
      : []),
    ...(tooLarge > 0 ? [`${count(tooLarge, "pod")} would fit on no ${instanceType}.`] : []),
  ];
}
