import type { RuleContext, RuleGroup } from "./types.ts";

/** Rules about releases. Both replicas of the controller are scraped and both know every release. */
export function rolloutRules({ thresholds }: RuleContext): RuleGroup {
  const rollouts = (phase: string) => `max by (exported_namespace, name, phase) (rollout_info{phase=~"${phase}"}) > 0`;
  const failed = 'max by (exported_namespace, name, phase) (analysis_run_info{phase=~"Failed|Error"}';
  return {
    subject: "rollouts",
    recordings: [],
    alerts: [
      {
        alert: "RolloutAborted",
        expr: rollouts("Abort"),
        for: "1m",
        severity: "critical",
        summary:
          "The release of {{ $labels.exported_namespace }}/{{ $labels.name }} was taken back: the old version runs.",
        runbook: "rollout-not-progressing",
      },
      {
        alert: "RolloutFailing",
        expr: rollouts("InvalidSpec|Timeout|Error"),
        for: "5m",
        severity: "critical",
        summary:
          "The release of {{ $labels.exported_namespace }}/{{ $labels.name }} does not go on ({{ $labels.phase }}).",
        runbook: "rollout-not-progressing",
      },
      {
        alert: "RolloutPausedTooLong",
        expr: rollouts("Paused"),
        for: `${thresholds.rolloutPauseMinutes}m`,
        severity: "warning",
        summary: `The release of {{ $labels.exported_namespace }}/{{ $labels.name }} has been paused for more than ${thresholds.rolloutPauseMinutes} minutes: two versions serve.`,
        runbook: "rollout-not-progressing",
      },
      {
        alert: "AnalysisFailing",
        // Runs that failed stay for a while; those that had failed an hour ago are no news.
        expr: `${failed}) > 0 unless ${failed} offset 1h) > 0`,
        for: "1m",
        severity: "warning",
        summary: "The analysis {{ $labels.exported_namespace }}/{{ $labels.name }} ended with {{ $labels.phase }}.",
        runbook: "analysis-failing",
      },
    ],
  };
}
