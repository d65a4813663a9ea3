import type { DisruptionBudget } from "./config/types.ts";

/**
 * The budget of a workload that never runs fewer than `replicas` pods while all is well: two thirds stay, at least one
 * may always go. 2 of 3, 1 of 2, 4 of 6; none for a single pod, whose budget would either block every drain of its node
 * or protect nothing.
 */
export function defaultDisruptionBudget(replicas: number): DisruptionBudget | undefined {
  return replicas < 2 ? undefined : { minAvailable: Math.floor((replicas * 2) / 3) };
}

/**
 * How many pods a budget lets go at once when all of so many replicas are healthy. Percentages round up, as in
 * Kubernetes ("Specifying a Disruption Budget for your Application").
 */
export function allowedDisruptions(budget: DisruptionBudget, replicas: number): number {
  if (budget.minAvailable !== undefined) return Math.max(0, replicas - budget.minAvailable);
  if (typeof budget.maxUnavailable === "number") return Math.min(replicas, budget.maxUnavailable);
  return Math.ceil((Number.parseInt(budget.maxUnavailable, 10) * replicas) / 100);
}
