import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodePool } from "../support/karpenter.ts";

const budgets = "spec.disruption.budgets";

function withBudgets(...given: Record<string, unknown>[]): PlannedResource {
  return change(nodePool, budgets, given);
}

const says = ["spec.disruption.budgets never open for any of Underutilized, Empty, Drifted"];

export const cases: RuleCases = {
  rule: "node-pool-disruption-budget",
  passes: {
    "passes a budget with windows": nodePool,
    "passes Karpenter's own budget": change(nodePool, "spec.disruption", undefined),
    "passes a budget that is closed by day": withBudgets({ nodes: "0", schedule: "0 8 * * *", duration: "12h" }),
    "passes a budget that is closed but for one hour of the month": withBudgets(
      { nodes: "0", schedule: "0 1 * * *", duration: "23h" },
      { nodes: "0", schedule: "0 0 2-31 * *", duration: "1h" },
    ),
    "passes a window that never comes, and one of a minute": withBudgets(
      { nodes: "0", schedule: "0 0 30 2 *", duration: "1h" },
      { nodes: "0", schedule: "@daily", duration: "1m" },
    ),
    "passes a window that never comes by itself": withBudgets({ nodes: "0", schedule: "0 0 30 2 *", duration: "1h" }),
    "passes one reason that is let through": withBudgets({ nodes: "0", reasons: ["Underutilized", "Empty"] }),
    "passes numbers above zero": withBudgets({ nodes: "1" }, { nodes: "100%" }),
  },
  refuses: {
    "refuses no nodes at any time": { plan: withBudgets({ nodes: "0" }), says },
    "refuses no share at any time": { plan: withBudgets({ nodes: "0%" }), says },
    "refuses an open budget beside a closed one, for the strictest wins": {
      plan: withBudgets({ nodes: "10%" }, { nodes: "0" }),
      says,
    },
    "refuses a closed budget for each reason": {
      plan: withBudgets({ nodes: "0", reasons: ["Underutilized", "Empty"] }, { nodes: "0", reasons: ["Drifted"] }),
      says,
    },
    "refuses a window that never ends": {
      plan: withBudgets({ nodes: "0", schedule: "@hourly", duration: "60m" }),
      says,
    },
    "refuses windows that meet each other": {
      plan: withBudgets(
        { nodes: "0", schedule: "0 0 * * *", duration: "12h" },
        { nodes: "0", schedule: "0 12 * * *", duration: "12h" },
      ),
      says,
    },
    "refuses a week that is closed by one long window": {
      plan: withBudgets({ nodes: "0", schedule: "@weekly", duration: "168h" }),
      says,
    },
    "refuses a schedule without a duration": {
      plan: withBudgets({ nodes: "0", schedule: "@daily" }),
      says: ["spec.disruption.budgets[0] has one of schedule and duration"],
    },
    "refuses a schedule that is none": {
      plan: withBudgets({ nodes: "0", schedule: "0 25 * * *", duration: "1h" }),
      says: ['spec.disruption.budgets[0].schedule is "0 25 * * *": hour 25 is not within 0 to 23'],
    },
    "refuses a duration that is none": {
      plan: withBudgets({ nodes: "0", schedule: "@daily", duration: "1d" }),
      says: ['spec.disruption.budgets[0].duration is "1d"'],
    },
    "refuses a reason that Karpenter does not have": {
      plan: withBudgets({ nodes: "1", reasons: ["Expired"] }),
      says: ["spec.disruption.budgets[0].reasons has Expired"],
    },
    "refuses an amount that is none": {
      plan: withBudgets({ nodes: "few" }),
      says: ['spec.disruption.budgets[0].nodes is "few"'],
    },
    "refuses a budget without an amount": {
      plan: withBudgets({ reasons: ["Empty"] }),
      says: ["spec.disruption.budgets[0].nodes is not set"],
    },
  },
  unclear: {
    "advises on an unknown amount and still refuses a reason": {
      plan: withBudgets({ nodes: UNKNOWN }, { nodes: "1", reasons: ["Expired"] }),
      unknown: "spec.disruption.budgets[0].nodes",
      says: ["spec.disruption.budgets[1].reasons has Expired"],
    },
  },
};
