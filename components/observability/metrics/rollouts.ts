import { counter, type Exporter, gauge, histogram } from "./types.ts";

/** The namespace of a Rollout: the chart's monitor does not honour labels, and Prometheus' own says where the controller is. */
const OF = ["exported_namespace", "name"] as const;

/**
 * Argo Rollouts' metrics. The phases of `rollout_info` are InvalidSpec, Completed, Progressing, Paused, Timeout, Error and
 * Abort; those of `analysis_run_info` are Pending, Running, Successful, Failed, Error and Inconclusive.
 */
export const ROLLOUTS: Exporter = {
  name: "argo-rollouts",
  version: "v1.9.1",
  source: "argoproj/argo-rollouts, v1.9.1, controller/metrics/prommetrics.go",
  metrics: {
    analysis_run_info: gauge(...OF, "phase"),
    analysis_run_metric_phase: gauge(...OF, "metric", "type", "dry_run", "phase"),
    analysis_run_reconcile: histogram(...OF),
    analysis_run_reconcile_error: counter(...OF),
    notification_send_error: counter(...OF, "type", "reason"),
    notification_send_success: counter(...OF, "type", "reason"),
    rollout_events_total: counter(...OF, "type", "reason"),
    rollout_info: gauge(...OF, "strategy", "traffic_router", "phase"),
    rollout_info_replicas_available: gauge(...OF),
    rollout_info_replicas_desired: gauge(...OF),
    rollout_info_replicas_unavailable: gauge(...OF),
    rollout_info_replicas_updated: gauge(...OF),
    rollout_reconcile: histogram(...OF),
    rollout_reconcile_error: counter(...OF),
  },
};
