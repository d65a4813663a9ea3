import { counter, type Exporter, gauge } from "./types.ts";

/** What Prometheus knows of its targets, its rules and itself. */
export const PROMETHEUS: Exporter = {
  name: "prometheus",
  version: "as the operator v0.93.1 runs it",
  source: "Prometheus documentation, Jobs and instances; prometheus/prometheus, rules/manager.go, notifier and tsdb",
  metrics: {
    ALERTS: gauge("alertname", "alertstate", "severity"),
    up: gauge(),
    prometheus_notifications_dropped_total: counter(),
    prometheus_rule_evaluation_failures_total: counter("rule_group"),
    prometheus_tsdb_head_series: gauge(),
    prometheus_tsdb_storage_blocks_bytes: gauge(),
  },
};

/** What Alertmanager knows of the messages it sends. */
export const ALERTMANAGER: Exporter = {
  name: "alertmanager",
  version: "v0.34.0",
  source: "prometheus/alertmanager, notify/notify.go",
  metrics: {
    alertmanager_notifications_failed_total: counter("integration", "reason"),
    alertmanager_notifications_total: counter("integration"),
  },
};
