import { blockage, BUDGET_KIND, BudgetIndex } from "../support/budgets.ts";
import { labelOf } from "../support/objects.ts";
import type { KubernetesObject } from "../support/objects.ts";
import { stackRule } from "../support/rule.ts";
import { indexWorkloads, WORKLOAD_KINDS } from "../support/workloads.ts";

/** A budget that lets nothing go keeps its nodes from every drain: no consolidation, no patch, no upgrade. */
export const disruptionBudgetAllowsEviction = stackRule({
  name: "disruption-budget-allows-eviction",
  description:
    "Write PodDisruptionBudgets that let at least one pod go, such as maxUnavailable: 1, so that nodes can be drained.",
  enforcementLevel: "mandatory",
  kinds: new Set([...WORKLOAD_KINDS, BUDGET_KIND]),
  parameters: {},
  inspectAll: (objects, findings) => {
    const budgets = objects.filter((object) => object.groupKind === BUDGET_KIND);
    const blocked = new Set<KubernetesObject>();
    for (const budget of budgets) {
      findings.check(
        () => {
          const problem = blockage(budget);
          if (problem === undefined) return;
          blocked.add(budget);
          findings.violation(`${labelOf(budget)}: ${problem}`, budget.urn);
        },
        labelOf(budget),
        budget.urn,
      );
    }
    const index = new BudgetIndex(budgets, (object, error) => {
      findings.violation(`${labelOf(object)}: ${error.message}`, object.urn);
    });
    for (const workload of indexWorkloads(objects)) {
      if (budgets.length === 0) return;
      findings.check(
        () => {
          const [budget, second] = index.of(workload).take(2);
          if (budget !== undefined && second !== undefined) {
            findings.violation(
              `${workload.label} is selected by ${budget.label} and ${second.label}: no pod is evicted that two budgets select; leave one`,
              workload.object.urn,
            );
          } else if (budget !== undefined && !blocked.has(budget.object)) {
            const problem = blockage(budget.object, Math.max(1, workload.replicas()));
            if (problem === undefined) return;
            findings.violation(`${budget.label} with ${workload.label}: ${problem}`, budget.object.urn);
          }
        },
        workload.label,
        workload.object.urn,
      );
    }
  },
});
