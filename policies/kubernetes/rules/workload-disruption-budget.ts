import { BUDGET_KIND, BudgetIndex, protects } from "../support/budgets.ts";
import { isWithin } from "../support/objects.ts";
import { integer, strings } from "../support/parameters.ts";
import { stackRule } from "../support/rule.ts";
import { indexWorkloads, WORKLOAD_KINDS } from "../support/workloads.ts";

/** Karpenter drains a node as fast as budgets let it: without one, all replicas of a service may go at once. */
export const workloadDisruptionBudget = stackRule({
  name: "workload-disruption-budget",
  description:
    "Give every workload of two or more replicas a PodDisruptionBudget, so that draining nodes never takes all of its pods.",
  enforcementLevel: "mandatory",
  kinds: new Set([...WORKLOAD_KINDS, BUDGET_KIND]),
  parameters: {
    minReplicas: integer(2, 2, "Replicas from which a workload needs a budget."),
    exemptNamespaces: strings([], "Namespaces whose workloads need no budget."),
  },
  inspectAll: (objects, findings, { minReplicas, exemptNamespaces }) => {
    const index = new BudgetIndex(
      objects.filter((object) => object.groupKind === BUDGET_KIND),
      (object, error) => {
        findings.violation(`${object.resourceName}: ${error.message}`, object.urn);
      },
    );
    for (const workload of indexWorkloads(objects)) {
      const { label, object } = workload;
      findings.check(
        () => {
          if (isWithin(object, exemptNamespaces) || workload.template() === undefined) return;
          const replicas = workload.replicas();
          if (replicas < minReplicas) return;
          const idle: string[] = [];
          for (const budget of index.of(workload)) {
            if (protects(budget)) return;
            idle.push(budget.label);
          }
          findings.violation(
            idle.length === 0
              ? `${label} runs ${replicas} replicas and no PodDisruptionBudget in its namespace selects its pods`
              : `${label}: ${idle.join(", ")} selects its pods and protects none of them; set maxUnavailable`,
            object.urn,
          );
        },
        label,
        object.urn,
      );
    }
  },
});
