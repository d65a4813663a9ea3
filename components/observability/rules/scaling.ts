import type { RuleContext, RuleGroup } from "./types.ts";

/** Rules about how soon a new pod has a node: the platform's promise to whoever scales on it. */
export function scalingRules({ objectives }: RuleContext): RuleGroup {
  const { share, seconds, toleranceSeconds } = objectives.scaling;
  const bound = seconds + toleranceSeconds;
  return {
    subject: "scaling",
    recordings: [
      {
        record: "cluster:pod_bound_seconds:objective_quantile",
        // A histogram, unlike karpenter_pods_startup_duration_seconds, which is a summary and cannot be added up.
        expr: `histogram_quantile(${share}, sum by (le) (rate(karpenter_pods_bound_duration_seconds_bucket[10m])))`,
      },
      {
        record: "cluster:pod_bound_seconds:median",
        expr: "histogram_quantile(0.5, sum by (le) (rate(karpenter_pods_bound_duration_seconds_bucket[10m])))",
      },
    ],
    alerts: [
      {
        alert: "ScalingLatencyObjectiveMissed",
        expr: `cluster:pod_bound_seconds:objective_quantile > ${bound}`,
        for: "10m",
        severity: "warning",
        summary: `New pods wait up to {{ $value | humanizeDuration }} for a node; the objective is ${seconds} seconds for ${Number((share * 100).toPrecision(6))} of 100.`,
        runbook: "pods-waiting-for-nodes",
      },
    ],
  };
}
