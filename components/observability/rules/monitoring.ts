import type { RuleGroup } from "./types.ts";

/** Rules about the measuring itself: an alert that cannot be raised or sent is worse than none. */
export function monitoringRules(): RuleGroup {
  return {
    subject: "monitoring",
    recordings: [],
    alerts: [
      {
        alert: "TargetsDown",
        // Nodes come and go with their kubelets; a job of which half does not answer is broken.
        expr: "avg by (namespace, job) (up) < 0.5",
        for: "10m",
        severity: "warning",
        summary:
          "Only {{ $value | humanizePercentage }} of the targets of {{ $labels.job }} in {{ $labels.namespace }} can be measured.",
        runbook: "monitoring-broken",
      },
      {
        alert: "RuleEvaluationFailing",
        expr: "sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total[10m])) > 0",
        for: "5m",
        severity: "warning",
        summary: "Prometheus cannot evaluate rules of {{ $labels.rule_group }}: what they watch is not watched.",
        runbook: "monitoring-broken",
      },
      {
        alert: "AlertsNotDelivered",
        expr: "sum by (integration) (rate(alertmanager_notifications_failed_total[10m])) / sum by (integration) (rate(alertmanager_notifications_total[10m])) > 0.1",
        for: "5m",
        severity: "critical",
        summary: "{{ $value | humanizePercentage }} of the messages by {{ $labels.integration }} do not arrive.",
        runbook: "monitoring-broken",
      },
    ],
  };
}
