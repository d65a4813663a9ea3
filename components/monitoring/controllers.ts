/** Which pods are a controller's, as the records of their logs have it. */
interface Controller {
  readonly namespace: string;
  /** What the names of its pods begin with; undefined where the namespace is all its own. */
  readonly pods?: string;
}

/**
 * The platform's controllers whose logs are JSON with a level. Namespaces and names are those their charts are installed
 * with.
 */
const CONTROLLERS = {
  karpenter: { namespace: "kube-system", pods: "karpenter-" },
  "load-balancer-controller": { namespace: "kube-system", pods: "aws-load-balancer-controller-" },
  rollouts: { namespace: "argo-rollouts" },
  velero: { namespace: "velero" },
} as const satisfies Readonly<Record<string, Controller>>;

/** A controller whose errors can be counted. */
export type ControllerName = keyof typeof CONTROLLERS;

/** All of them. */
export const CONTROLLER_NAMES = Object.keys(CONTROLLERS) as readonly ControllerName[];

/** Levels that are errors: Karpenter writes ERROR, the others error; whoever writes fatal or panic ends with it. */
const ERROR_LEVELS = ["error", "ERROR", "fatal", "panic"];

/** CloudWatch namespace of the metrics this platform makes out of logs. */
export function logMetricNamespace(clusterName: string): string {
  return `EksPlatform/${clusterName}`;
}

/** Name of the metric that counts a controller's errors. */
export function errorMetricName(controller: ControllerName): string {
  return `${controller}-errors`;
}

/**
 * The filter pattern that finds a controller's errors in the platform's log group, in the shape Fluent Bit ships them.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax"; a pattern has at most 1,024 characters.
 */
export function errorPattern(controller: ControllerName): string {
  const { namespace, pods }: Controller = CONTROLLERS[controller];
  const levels = ERROR_LEVELS.map((level) => `($.data.level = "${level}")`).join(" || ");
  return `{ ${[
    `($.kubernetes.namespace_name = "${namespace}")`,
    ...(pods === undefined ? [] : [`($.kubernetes.pod_name = "${pods}*")`]),
    `(${levels})`,
  ].join(" && ")} }`;
}
