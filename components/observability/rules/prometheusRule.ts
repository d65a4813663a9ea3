import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { AlertRule, RuleGroup } from "./types.ts";

/** Spec of a `monitoring.coreos.com/v1` PrometheusRule. */
export type PrometheusRuleSpec = IPrometheusRule["spec"];

/**
 * The spec of a subject's PrometheusRule. Recording rules come first: alerts build on them, and rules of a group are
 * evaluated in order.
 *
 * @param runbookBaseUrl what the pages of docs/runbooks are found under
 */
export function prometheusRuleSpec(group: RuleGroup, runbookBaseUrl: string): PrometheusRuleSpec {
  return {
    groups: [
      {
        name: `eks-platform.${group.subject}`,
        rules: [
          ...group.recordings.map(({ record, expr, labels }) => ({
            record,
            expr,
            ...(labels && { labels: { ...labels } }),
          })),
          ...group.alerts.map((alert) => alertOf(alert, runbookBaseUrl)),
        ],
      },
    ],
  };
}

function alertOf({ alert, expr, severity, summary, runbook, ...rule }: AlertRule, runbookBaseUrl: string) {
  return {
    alert,
    expr,
    for: rule.for,
    labels: { severity },
    annotations: { summary, runbook_url: `${runbookBaseUrl}/${runbook}.md` },
  };
}
