import type { Disruption } from "../model/nodePool.ts";

const REASONS = ["Empty", "Drifted", "Underutilized"];

/** When Karpenter takes nodes of a pool away, in sentences. Source: Karpenter docs, v1.14, "Disruption". */
export function describeDisruption(disruption: Disruption): string[] {
  const { expireAfter, terminationGracePeriod, budgets } = disruption;
  return [
    consolidation(disruption),
    expireAfter === "Never"
      ? "nodes do not expire"
      : `nodes are replaced at an age of ${expireAfter}, whatever the budgets say`,
    terminationGracePeriod === undefined
      ? "a drain may take as long as pods hold it up"
      : `a drain ends after ${terminationGracePeriod}, whatever pods hold it up`,
    ...budgets.map(describeBudget),
  ];
}

function consolidation({ consolidationPolicy, consolidateAfter }: Disruption): string {
  if (consolidateAfter === "Never") return "nodes are not consolidated";
  const when =
    consolidationPolicy === "WhenEmpty"
      ? "empty"
      : consolidationPolicy === "Balanced"
        ? "empty, or underutilized and worth the disruption (Balanced)"
        : "empty or underutilized";
  const delay = /^0+[smh]$/.test(consolidateAfter) ? "at once when" : `${consolidateAfter} after`;
  return `nodes are consolidated ${delay} they are ${when}`;
}

function describeBudget({ nodes, reasons, schedule, duration }: Disruption["budgets"][number]): string {
  const most = /^0%?$/.test(nodes)
    ? "no node"
    : `at most ${nodes}${nodes.endsWith("%") ? " of nodes" : nodes === "1" ? " node" : " nodes"}`;
  // Named all three, they say no more than none.
  const why =
    reasons === undefined || reasons.length === 0 || REASONS.every((reason) => reasons.includes(reason))
      ? ""
      : ` because ${reasons.join(" or ")}`;
  const time = schedule === undefined ? "" : `, for ${duration ?? "?"} from ${schedule} UTC`;
  return `${most} at a time${why}${time}`;
}
