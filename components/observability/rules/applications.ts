import type { MeasuredApplication, RecordingRule, RuleContext, RuleGroup } from "./types.ts";

/**
 * How fast an error budget of 30 days may be spent, over which windows. The short window ends the alert soon after the
 * errors have ended. Source: Google, "The Site Reliability Workbook", chapter 5, "Alerting on SLOs", table 5-8.
 */
const FAST = { rate: 14.4, long: "1h", short: "5m" } as const;
const SLOW = { rate: 6, long: "6h", short: "30m" } as const;

/** Rules about what users of the applications get: how fast each spends its error budget. */
export function applicationRules({ applications, objectives }: RuleContext): RuleGroup {
  const windows = [FAST.short, SLOW.short, FAST.long, SLOW.long];
  const burning = ({ rate, long, short }: typeof FAST | typeof SLOW) => {
    const share = Number((rate * (1 - objectives.availability)).toPrecision(6));
    return `application:request_errors:ratio_rate${long} > ${share} and application:request_errors:ratio_rate${short} > ${share}`;
  };
  return {
    subject: "applications",
    recordings: applications.flatMap((application) => windows.map((window) => errorRatio(application, window))),
    alerts: [
      {
        alert: "ErrorBudgetBurningFast",
        expr: burning(FAST),
        for: "2m",
        severity: "critical",
        summary:
          "{{ $labels.namespace }}/{{ $labels.application }} fails {{ $value | humanizePercentage }} of its requests: the error budget of a month is gone in two days.",
        runbook: "error-budget",
      },
      {
        alert: "ErrorBudgetBurningSlowly",
        expr: burning(SLOW),
        for: "15m",
        severity: "warning",
        summary:
          "{{ $labels.namespace }}/{{ $labels.application }} fails {{ $value | humanizePercentage }} of its requests: the error budget of a month is gone in five days.",
        runbook: "error-budget",
      },
    ],
  };
}

function errorRatio(application: MeasuredApplication, window: string): RecordingRule {
  const { name, namespace, requestsMetric, statusLabel, serviceLabel, services } = application;
  const series = (extra: string) =>
    `${requestsMetric}{namespace="${namespace}",${serviceLabel}=~"${services.join("|")}"${extra}}[${window}]`;
  return {
    record: `application:request_errors:ratio_rate${window}`,
    // Where nothing fails no failing series exists; where nothing is asked the quotient is no number, and no alert.
    expr: `(sum(rate(${series(`,${statusLabel}=~"5.."`)})) or vector(0)) / sum(rate(${series("")}))`,
    labels: { application: name, namespace },
  };
}
