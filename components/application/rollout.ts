import type { IRollout } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout";
import { ANALYSIS_ARGUMENTS, type AnalysisArgument } from "../shared/analysisTemplates.ts";
import type { Analysis, ApplicationConfig, BlueGreenStrategy, CanaryStep, CanaryStrategy } from "./config/types.ts";
import { mainService, releaseService, stableService } from "./names.ts";
import { podTemplate } from "./podTemplate.ts";
import { workloadBase } from "./workload.ts";

/** Spec of an `argoproj.io/v1alpha1` Rollout. */
export type RolloutSpec = IRollout["spec"];
type Strategy = NonNullable<RolloutSpec["strategy"]>;
type Step = NonNullable<NonNullable<Strategy["canary"]>["steps"]>[number];
type RolloutAnalysis = NonNullable<Step["analysis"]>;

/** The Rollout of an application that is released as a canary or blue-green. */
export function rolloutSpec(app: ApplicationConfig, strategy: CanaryStrategy | BlueGreenStrategy): RolloutSpec {
  return {
    ...workloadBase(app),
    // A version whose pods never become ready is taken back like one whose analysis fails.
    progressDeadlineAbort: true,
    strategy: strategy.kind === "canary" ? { canary: canary(app, strategy) } : { blueGreen: blueGreen(app, strategy) },
    template: podTemplate(app, "rollouts-pod-template-hash"),
  };
}

function canary(
  app: ApplicationConfig,
  { steps, maxSurge, maxUnavailable }: CanaryStrategy,
): NonNullable<Strategy["canary"]> {
  return {
    stableService: stableService(app.name),
    canaryService: releaseService(app.name, "canary"),
    maxSurge,
    maxUnavailable,
    ...(app.ingress && {
      trafficRouting: { alb: { ingress: app.name, rootService: mainService(app.name), servicePort: app.servicePort } },
    }),
    steps: steps.map((step) => canaryStep(app, step)),
  };
}

function canaryStep(app: ApplicationConfig, { setWeight, pause, analysis }: CanaryStep): Step {
  if (setWeight !== undefined) return { setWeight };
  if (analysis) return { analysis: rolloutAnalysis(app, analysis, releaseService(app.name, "canary")) };
  return { pause: pause?.duration === undefined ? {} : { duration: pause.duration } };
}

function blueGreen(app: ApplicationConfig, strategy: BlueGreenStrategy): NonNullable<Strategy["blueGreen"]> {
  const { autoPromotionSeconds, previewReplicas, prePromotionAnalysis, postPromotionAnalysis } = strategy;
  const active = mainService(app.name);
  const preview = releaseService(app.name, "blue-green");
  return {
    activeService: active,
    previewService: preview,
    autoPromotionEnabled: strategy.autoPromotion,
    ...(autoPromotionSeconds !== undefined && { autoPromotionSeconds }),
    scaleDownDelaySeconds: strategy.scaleDownDelaySeconds,
    ...(previewReplicas !== undefined && { previewReplicaCount: previewReplicas }),
    ...(prePromotionAnalysis && { prePromotionAnalysis: rolloutAnalysis(app, prePromotionAnalysis, preview) }),
    ...(postPromotionAnalysis && { postPromotionAnalysis: rolloutAnalysis(app, postPromotionAnalysis, active) }),
  };
}

/** An analysis of the traffic of one Service, told exactly what its templates ask for. */
function rolloutAnalysis(app: ApplicationConfig, { templates }: Analysis, service: string): RolloutAnalysis {
  const asked = new Set<AnalysisArgument>(templates.flatMap((name) => [...ANALYSIS_ARGUMENTS[name]]));
  return {
    templates: templates.map((templateName) => ({ templateName, clusterScope: true })),
    args: [...asked].map((name) =>
      name === "pod-hash"
        ? { name, valueFrom: { podTemplateHashValue: "Latest" } }
        : { name, value: argumentOf(app, name, service) },
    ),
  };
}

function argumentOf(
  { name, namespace, metrics }: ApplicationConfig,
  argument: Exclude<AnalysisArgument, "pod-hash">,
  service: string,
): string {
  switch (argument) {
    case "namespace":
      return namespace;
    case "rollout":
      return name;
    case "service":
      return service;
    case "service-label":
      return metrics?.serviceLabel ?? "";
    case "status-label":
      return metrics?.statusLabel ?? "";
    case "requests-metric":
      return metrics?.requestsMetric ?? "";
    case "duration-metric":
      return metrics?.durationMetric ?? "";
  }
}
