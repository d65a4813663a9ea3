import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodePool } from "../support/karpenter.ts";

const expiry = "spec.template.spec.expireAfter";
const never = change(nodePool, expiry, "Never");

function withBudgets(...budgets: Record<string, unknown>[]): PlannedResource {
  return change(never, "spec.disruption.budgets", budgets);
}

const says = ["spec.template.spec.expireAfter is Never and no budget ever opens for drift"];

export const cases: RuleCases = {
  rule: "node-pool-expiry",
  passes: {
    "passes an expiry": nodePool,
    "passes an expiry in parts": change(nodePool, expiry, "71h30m"),
    "passes Never where drift may replace nodes": never,
    "passes Never where drift has a window": withBudgets(
      { nodes: "0", reasons: ["Underutilized", "Empty"] },
      { nodes: "0", reasons: ["Drifted"], schedule: "0 6 * * *", duration: "20h" },
    ),
  },
  refuses: {
    "refuses a pool that does not say": {
      plan: change(nodePool, expiry, undefined),
      says: ["spec.template.spec.expireAfter is not set"],
    },
    "refuses Never where nothing is let go": { plan: withBudgets({ nodes: "0" }), says },
    "refuses Never where only drift is held back": {
      plan: withBudgets({ nodes: "10%" }, { nodes: "0%", reasons: ["Drifted"] }),
      says,
    },
    "refuses Never where the windows against drift meet": {
      plan: withBudgets({ nodes: "0", schedule: "@daily", duration: "24h" }),
      says,
    },
    "refuses days, which Karpenter does not know": {
      plan: change(nodePool, expiry, "30d"),
      says: ['spec.template.spec.expireAfter is "30d"'],
    },
    "refuses an expiry of nothing": { plan: change(nodePool, expiry, "0s"), says: ['is "0s"'] },
    "refuses an expiry of the wrong shape": {
      plan: change(nodePool, expiry, 720),
      says: ["expireAfter is a number; it must be a string"],
    },
  },
  unclear: {
    "advises on an unknown expiry": { plan: change(nodePool, expiry, UNKNOWN), unknown: expiry, says: [] },
    "advises on unknown budgets under Never": {
      plan: change(never, "spec.disruption.budgets", UNKNOWN),
      unknown: "spec.disruption.budgets",
      says: [],
    },
  },
};
