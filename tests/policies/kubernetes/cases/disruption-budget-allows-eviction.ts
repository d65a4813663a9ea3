import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change, named } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { autoscaler, budget, deployment } from "../support/fixtures.ts";

function minAvailable(amount: unknown): PlannedResource {
  return change(change(budget, "spec.maxUnavailable", undefined), "spec.minAvailable", amount);
}

export const cases: RuleCases = {
  rule: "disruption-budget-allows-eviction",
  passes: {
    "passes a budget that lets one pod go": [deployment, budget],
    "passes a budget that keeps fewer pods than there are": [deployment, minAvailable(2)],
    "passes a share that leaves a pod over": [deployment, minAvailable("50%")],
    "passes any share that may be unavailable, for it rounds up": [
      deployment,
      change(budget, "spec.maxUnavailable", "1%"),
    ],
    "is content with a budget that selects, whatever another may": [
      deployment,
      budget,
      change(named(budget, "other"), "spec.selector.matchLabels.app", UNKNOWN),
    ],
    "says nothing of a number without a workload to hold it against": minAvailable(3),
    "says nothing of a workload that it does not select": [
      change(deployment, "spec.template.metadata.labels.app", "api"),
      minAvailable(3),
    ],
  },
  refuses: {
    "refuses that no pod may be unavailable": {
      plan: change(budget, "spec.maxUnavailable", 0),
      says: ["PodDisruptionBudget web-budget: spec.maxUnavailable is 0"],
    },
    "refuses that no share may be unavailable": {
      plan: change(budget, "spec.maxUnavailable", "0%"),
      says: ["spec.maxUnavailable is 0%"],
    },
    "refuses that all pods must be available": { plan: minAvailable("100%"), says: ["spec.minAvailable is 100%"] },
    "refuses as many pods as there are": {
      plan: [deployment, minAvailable(3)],
      says: ["PodDisruptionBudget web-budget with Deployment web: spec.minAvailable is 3 of 3 replicas"],
    },
    "refuses a share that rounds up to all": {
      plan: [deployment, minAvailable("70%")],
      says: ["spec.minAvailable is 70% of 3 replicas"],
    },
    "refuses one pod of one": {
      plan: [change(deployment, "spec.replicas", 1), minAvailable(1)],
      says: ["spec.minAvailable is 1 of 1 replica;"],
    },
    "refuses as many pods as an autoscaler keeps": {
      plan: [change(deployment, "spec.replicas", 10), change(autoscaler, "spec.minReplicas", 2), minAvailable(2)],
      says: ["spec.minAvailable is 2 of 2 replicas"],
    },
    "refuses both fields at once": {
      plan: change(budget, "spec.minAvailable", 1),
      says: ["has both minAvailable and maxUnavailable"],
    },
    "refuses two budgets over the same pods": {
      plan: [deployment, budget, named(budget, "second")],
      says: ["Deployment web is selected by PodDisruptionBudget web-budget and PodDisruptionBudget second"],
    },
    "refuses an amount that is none": {
      plan: change(budget, "spec.maxUnavailable", "one"),
      says: ['spec.maxUnavailable is "one"; it must be a whole number or a percentage'],
    },
  },
  unclear: {
    "advises on an unknown amount and still refuses another budget": {
      plan: [change(budget, "spec.maxUnavailable", UNKNOWN), change(named(budget, "other"), "spec.maxUnavailable", 0)],
      unknown: "PodDisruptionBudget web-budget: spec.maxUnavailable",
      says: ["PodDisruptionBudget other"],
    },
    "advises on an unknown number of replicas": {
      plan: [change(deployment, "spec.replicas", UNKNOWN), minAvailable(3)],
      unknown: "Deployment web: spec.replicas",
      says: [],
    },
  },
};
