import { TRAFFIC_TEMPLATES } from "../../shared/analysisTemplates.ts";
import { compareQuantities, QuantityError } from "../../shared/quantities.ts";
import type { Report } from "../../shared/rules.ts";
import type { Tier } from "../../shared/tiers.ts";
import { listOf, mapOf, numberOf, textOf, type Untyped } from "../../shared/untyped.ts";
import { allowedDisruptions } from "../disruptionBudget.ts";
import { DEFAULT_STEPS } from "./strategy.ts";
import { isScaled, tierDefaults, type TierDefaults } from "./tierDefaults.ts";
import type { DisruptionBudget } from "./types.ts";

/**
 * What no single field can tell. Runs although fields may be wrong, so nothing here has its type for sure.
 *
 * @param rollouts whether Argo Rollouts is on, which decides the default strategy
 */
export function checkApplication(raw: Untyped, tier: Tier, rollouts: boolean, report: Report): void {
  const defaults = tierDefaults(tier);
  checkResources(mapOf(raw.resources), report);
  checkScaling(raw, defaults, report);
  checkStrategy(raw, tier, rollouts, report);
  checkIngress(raw.ingress, tier, report);
  const grace = numberOf(raw.terminationGracePeriodSeconds);
  const preStop = numberOf(raw.preStopSeconds);
  if (grace !== undefined && preStop !== undefined && preStop >= grace) {
    report(
      ["preStopSeconds"],
      `is not below terminationGracePeriodSeconds, which is ${grace}; the process would be killed before it is asked to stop`,
    );
  }
}

function checkResources(resources: Untyped, report: Report): void {
  const requests = mapOf(resources.requests);
  const limits = mapOf(resources.limits);
  for (const kind of ["cpu", "memory"] as const) {
    const request = textOf(requests[kind]);
    const limit = textOf(limits[kind]);
    if (request === undefined || limit === undefined) continue;
    if (isBelow(limit, request)) {
      report(["resources", "limits", kind], `is below the request, ${request}; allowed is the request or more`);
    }
  }
}

function isBelow(one: string, other: string): boolean {
  try {
    return compareQuantities(one, other) < 0;
  } catch (error) {
    if (error instanceof QuantityError) return false; // the field itself says so
    throw error;
  }
}

/** The fewest replicas that run, and the most. */
export function replicaRange(raw: Untyped, defaults: TierDefaults): { fewest: number; most: number } {
  if (!isScaled(raw.autoscaling, defaults)) {
    const replicas = numberOf(raw.replicas) ?? defaults.replicas;
    return { fewest: replicas, most: replicas };
  }
  const own = mapOf(raw.autoscaling);
  return {
    fewest: numberOf(own.minReplicas) ?? defaults.minReplicas,
    most: numberOf(own.maxReplicas) ?? defaults.maxReplicas,
  };
}

function checkScaling(raw: Untyped, defaults: TierDefaults, report: Report): void {
  const { fewest, most } = replicaRange(raw, defaults);
  if (isScaled(raw.autoscaling, defaults) && raw.replicas !== undefined) {
    report(
      ["replicas"],
      "is decided by the autoscaler; allowed is autoscaling.minReplicas, or autoscaling.enabled: false",
    );
  }
  if (fewest > most) {
    report(
      ["autoscaling", "minReplicas"],
      `is above maxReplicas: ${fewest} over ${most}; allowed is ${most} or less, or a larger maxReplicas`,
    );
  }
  const budget = mapOf(raw.disruptionBudget);
  const minAvailable = numberOf(budget.minAvailable);
  if (minAvailable !== undefined && allowedDisruptions(budget as unknown as DisruptionBudget, fewest) === 0) {
    report(
      ["disruptionBudget", "minAvailable"],
      fewest < 2
        ? "would keep the only replica on its node for good; allowed is maxUnavailable: 1, or two replicas or more"
        : `leaves none of ${fewest} replicas to evict, so that no node could be drained; allowed is ${fewest - 1} or less`,
    );
  }
}

function checkStrategy(raw: Untyped, tier: Tier, rollouts: boolean, report: Report): void {
  const strategy =
    raw.strategy === undefined ? { kind: tier === "prod" && rollouts ? "canary" : "rolling" } : mapOf(raw.strategy);
  const kind = strategy.kind;
  if (isZero(strategy.maxSurge) && isZero(strategy.maxUnavailable)) {
    report(
      ["strategy", "maxSurge"],
      "and maxUnavailable are both zero, so that no pod could ever be replaced; allowed is one of them above zero",
    );
  }
  if (kind === "canary") checkSteps(strategy, tier, report);
  const measured = templatesOf(strategy).filter((name) => TRAFFIC_TEMPLATES.some((known) => known === name));
  if (mapOf(raw.metrics).enabled === false && measured.length > 0) {
    report(
      ["metrics", "enabled"],
      `is off, and the analysis ${measured.join(", ")} asks for the application's metrics; allowed is to describe them here, or another analysis`,
    );
  }
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0%";
}

function checkSteps(strategy: Untyped, tier: Tier, report: Report): void {
  const steps = strategy.steps === undefined ? DEFAULT_STEPS : listOf(strategy.steps);
  let before = 0;
  let full = steps.length;
  steps.forEach((step, index) => {
    const weight = numberOf(mapOf(step).setWeight);
    if (weight === undefined) return;
    const path = ["strategy", "steps", index, "setWeight"];
    if (!Number.isInteger(weight) || weight < 1 || weight > 100)
      report(path, "allowed are whole per cents from 1 to 100");
    else if (weight <= before)
      report(path, `does not rise: the step before sets ${before}; allowed are rising weights`);
    before = Math.max(before, weight);
    if (weight >= 100) full = Math.min(full, index);
  });
  const judged = steps.slice(0, full).some((step) => listOf(mapOf(mapOf(step).analysis).templates).length > 0);
  if (tier === "prod" && !judged) {
    report(
      ["strategy", "steps"],
      "reaches full weight without an analysis; prod allows a canary whose steps have an analysis before 100, such as { analysis: { templates: [success-rate] } }",
    );
  }
}

/** The names of the analyses a strategy runs, known or not. */
export function templatesOf(strategy: Untyped): string[] {
  const steps =
    strategy.kind === "canary" ? (strategy.steps === undefined ? DEFAULT_STEPS : listOf(strategy.steps)) : [];
  const before =
    strategy.prePromotionAnalysis === undefined ? { templates: ["restarts"] } : strategy.prePromotionAnalysis;
  const analyses =
    strategy.kind === "blue-green"
      ? [before, strategy.postPromotionAnalysis]
      : steps.map((step) => mapOf(step).analysis);
  return analyses
    .flatMap((analysis) => listOf(mapOf(analysis).templates))
    .filter((name): name is string => typeof name === "string");
}

function checkIngress(value: unknown, tier: Tier, report: Report): void {
  if (value === undefined) return;
  const ingress = mapOf(value);
  if (ingress.plainHttp === true && tier === "prod")
    report(["ingress", "plainHttp"], "prod serves HTTPS only; allowed is false, with a certificateArn");
  if (ingress.plainHttp === true && tier !== "prod" && ingress.scheme === "internet-facing") {
    report(
      ["ingress", "plainHttp"],
      "would send everything in the clear over the internet; allowed is a certificateArn instead, or scheme: internal",
    );
  }
  if (ingress.plainHttp === true && ingress.certificateArn !== undefined) {
    report(["ingress", "plainHttp"], "excludes certificateArn; allowed is one of the two");
  }
  if (ingress.plainHttp !== true && ingress.certificateArn === undefined) {
    report(
      ["ingress", "certificateArn"],
      `is required: the ARN of an ACM certificate${tier === "prod" ? "" : ", or plainHttp: true for HTTP without TLS inside the VPC"}`,
    );
  }
}
