import type { AnalysisTemplateName } from "../../shared/analysisTemplates.ts";

/** A HorizontalPodAutoscaler's settings. */
export interface Autoscaling {
  /** Fewest replicas. Default: 3 in prod, 2 elsewhere. */
  readonly minReplicas: number;
  /** Most replicas. Default: 10 in prod, 4 elsewhere. */
  readonly maxReplicas: number;
  /** Per cent of the cpu request to aim at, averaged over the pods. Default: 60 in prod, 70 elsewhere. */
  readonly cpu: number;
  /** Per cent of the memory request to aim at, averaged over the pods. Default: 80. */
  readonly memory: number;
  /** Undefined: Kubernetes' own behaviour. */
  readonly scaleUp: ScalingRules | undefined;
  /** Undefined: Kubernetes' own behaviour. */
  readonly scaleDown: ScalingRules | undefined;
  /** Metrics from outside the cluster. Default: none. */
  readonly external: readonly ExternalMetric[];
}

/** How fast the autoscaler goes in one direction. */
export interface ScalingRules {
  /** Seconds over which it takes the most careful of its recommendations. Default: 0. */
  readonly stabilizationWindowSeconds: number;
  /** The one that allows the most counts. */
  readonly policies: readonly ScalingPolicy[];
}

/** How much may change in how long. */
export interface ScalingPolicy {
  /** What `value` counts. */
  readonly type: "Pods" | "Percent";
  /** Pods, or per cent of those there are. */
  readonly value: number;
  /** Seconds, 1 to 1800. */
  readonly periodSeconds: number;
}

/** A metric of the external metrics API. */
export interface ExternalMetric {
  readonly name: string;
  /** Labels that select its series. Default: none. */
  readonly labels: Readonly<Record<string, string>>;
  /** What one pod can bear of it, as a Kubernetes quantity. */
  readonly averageValue: string;
}

/** How a new version replaces the old one. */
export type Strategy = RollingStrategy | CanaryStrategy | BlueGreenStrategy;

/** How far the number of pods may stray from the wanted one while versions change, in pods or per cent (`25%`). */
interface Stray {
  /** Above it. Default: 25%. */
  readonly maxSurge: number | string;
  /** Below it. Default: 0. */
  readonly maxUnavailable: number | string;
}

/** A Deployment with rolling updates. */
export interface RollingStrategy extends Stray {
  readonly kind: "rolling";
}

/** A Rollout that shifts traffic to the new version step by step. */
export interface CanaryStrategy extends Stray {
  readonly kind: "canary";
  /** Default: 20 %, five minutes, the analysis success-rate, 100 %. */
  readonly steps: readonly CanaryStep[];
}

/** Exactly one of the three is there. */
export interface CanaryStep {
  /** Per cent of the traffic that the new version gets. */
  readonly setWeight?: number | undefined;
  /** For a duration such as `1h30m`; without one, until somebody promotes. */
  readonly pause?: { readonly duration?: string | undefined } | undefined;
  /** Aborts the release when it fails. */
  readonly analysis?: Analysis | undefined;
}

/** Analyses to run, all of which must pass. */
export interface Analysis {
  readonly templates: readonly AnalysisTemplateName[];
}

/** A Rollout that runs both versions in full and switches between them. */
export interface BlueGreenStrategy {
  readonly kind: "blue-green";
  /** Whether the switch happens by itself; otherwise somebody promotes. Default: true. */
  readonly autoPromotion: boolean;
  /** Seconds after which a release that waits is promoted anyway. Undefined: never. */
  readonly autoPromotionSeconds: number | undefined;
  /** Seconds the old version keeps running after the switch. Default: 300. */
  readonly scaleDownDelaySeconds: number;
  /** Replicas of the new version before the switch. Undefined: as many as the old one has. */
  readonly previewReplicas: number | undefined;
  /** Before the switch. Default: restarts. */
  readonly prePromotionAnalysis: Analysis | undefined;
  /** After it; switches back when it fails. Undefined: none. */
  readonly postPromotionAnalysis: Analysis | undefined;
}

/** A PodDisruptionBudget says one of the two: pods that must stay, or pods (or `50%`) that may go at once. */
export type DisruptionBudget =
  | { readonly minAvailable: number; readonly maxUnavailable?: undefined }
  | { readonly maxUnavailable: number | string; readonly minAvailable?: undefined };
