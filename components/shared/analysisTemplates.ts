/**
 * The analyses that releases can be judged by. RolloutsComponent makes a ClusterAnalysisTemplate of each, and an
 * application's rollout runs them; both sides agree on names and arguments here.
 */
export const ANALYSIS_TEMPLATES = ["success-rate", "latency-p99", "restarts"] as const;

/** `success-rate`, `latency-p99` or `restarts`. */
export type AnalysisTemplateName = (typeof ANALYSIS_TEMPLATES)[number];

/** Arguments of a request metric: whose requests, and how the metric and its labels are called. */
const TRAFFIC_ARGUMENTS = ["namespace", "service", "service-label"] as const;

/** What each template asks to be told. Every value is a string; none has a default. */
export const ANALYSIS_ARGUMENTS = {
  "success-rate": [...TRAFFIC_ARGUMENTS, "requests-metric", "status-label"],
  "latency-p99": [...TRAFFIC_ARGUMENTS, "duration-metric"],
  restarts: ["namespace", "rollout", "pod-hash"],
} as const satisfies Readonly<Record<AnalysisTemplateName, readonly string[]>>;

/** An argument that some template asks for. */
export type AnalysisArgument = (typeof ANALYSIS_ARGUMENTS)[AnalysisTemplateName][number];

/** Templates that judge by the application's own metrics rather than by the cluster's. */
export const TRAFFIC_TEMPLATES: readonly AnalysisTemplateName[] = ["success-rate", "latency-p99"];
