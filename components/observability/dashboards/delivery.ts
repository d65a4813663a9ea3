import type { DashboardSpec } from "./dashboard.ts";
import { figure, graph, table } from "./panels.ts";

/** One series for each Rollout and the phase it is in: every replica of the controller exports all of them. */
const ROLLOUTS =
  'max by (exported_namespace, name, strategy, phase) (rollout_info{exported_namespace=~"$namespace"}) == 1';
/** The same for runs of analyses. Runs that Argo Rollouts has cleaned up are gone. */
const ANALYSES = 'max by (exported_namespace, name, phase) (analysis_run_info{exported_namespace=~"$namespace"}) == 1';

/** Number of Rollouts in phases that match, 0 when there is none. */
function rolloutsIn(phases: string): string {
  return `count(max by (exported_namespace, name) (rollout_info{exported_namespace=~"$namespace",phase=~"${phases}"}) == 1) or vector(0)`;
}

/** Releases: what is under way, what their analyses found, what failed. */
export const DELIVERY_DASHBOARD: DashboardSpec = {
  uid: "eks-platform-delivery",
  title: "Delivery",
  description: "Rollouts by phase, the results of their analyses, and the events that led there.",
  from: "now-24h",
  variables: { namespace: { query: "label_values(rollout_info, exported_namespace)", all: ".+" } },
  rows: [
    {
      title: "Now",
      panels: [
        figure({
          title: "Under way",
          description: "Rollouts between their first step and their last.",
          unit: "short",
          span: 6,
          queries: [{ expr: rolloutsIn("Progressing"), legend: "under way" }],
        }),
        figure({
          title: "Paused",
          description: "Rollouts in a pause: one with a duration goes on by itself, one without waits for a promotion.",
          unit: "short",
          span: 6,
          queries: [{ expr: rolloutsIn("Paused"), legend: "paused" }],
        }),
        figure({
          title: "Aborted or failed",
          description: "Rollouts that went back to the version before, timed out or cannot be read.",
          unit: "short",
          span: 6,
          limits: { warning: 1, critical: 3 },
          queries: [{ expr: rolloutsIn("Abort|Error|Timeout|InvalidSpec"), legend: "failed" }],
        }),
        figure({
          title: "Replicas unavailable",
          description: "Pods of Rollouts that should be available and are not.",
          unit: "short",
          span: 6,
          limits: { warning: 1, critical: 5 },
          queries: [
            {
              expr: 'sum(max by (exported_namespace, name) (rollout_info_replicas_unavailable{exported_namespace=~"$namespace"}))',
              legend: "unavailable",
            },
          ],
        }),
      ],
    },
    {
      title: "Rollouts",
      panels: [
        graph({
          title: "Rollouts by phase",
          description: "A bad release shows as Progressing or Paused, then Abort.",
          unit: "short",
          stacked: true,
          queries: [{ expr: `count by (phase) (${ROLLOUTS})`, legend: "{{phase}}" }],
        }),
        graph({
          title: "Events by reason",
          description: "What the controller did and found, over the last hour.",
          unit: "short",
          queries: [
            {
              expr: 'sum by (reason) (increase(rollout_events_total{exported_namespace=~"$namespace"}[1h])) > 0',
              legend: "{{reason}}",
            },
          ],
        }),
        table({
          title: "Rollouts that are not completed",
          description: "Where to look first.",
          unit: "short",
          expr: 'max by (exported_namespace, name, strategy, phase) (rollout_info{exported_namespace=~"$namespace",phase!="Completed"}) == 1',
        }),
      ],
    },
    {
      title: "Analysis",
      panels: [
        graph({
          title: "Analysis runs by result",
          description: "Runs that are there still, by phase: Failed sends a release back, Inconclusive pauses it.",
          unit: "short",
          stacked: true,
          queries: [{ expr: `count by (phase) (${ANALYSES})`, legend: "{{phase}}" }],
        }),
        graph({
          title: "Measured metrics by result",
          description: "The single metrics of those runs, by name and phase.",
          unit: "short",
          queries: [
            {
              expr: 'count by (metric, phase) (max by (exported_namespace, name, metric, phase) (analysis_run_metric_phase{exported_namespace=~"$namespace"}) == 1)',
              legend: "{{metric}}: {{phase}}",
            },
          ],
        }),
        graph({
          title: "Errors of the controller",
          description: "Failed attempts to bring a Rollout or an analysis forward, over the last hour.",
          unit: "short",
          queries: [
            {
              expr: 'sum by (name) (increase(rollout_reconcile_error{exported_namespace=~"$namespace"}[1h])) > 0',
              legend: "Rollout {{name}}",
            },
            {
              expr: 'sum by (name) (increase(analysis_run_reconcile_error{exported_namespace=~"$namespace"}[1h])) > 0',
              legend: "analysis {{name}}",
            },
          ],
        }),
        graph({
          title: "Time to bring a Rollout forward",
          description: "99th percentile of one reconciliation.",
          unit: "s",
          queries: [
            {
              expr: 'histogram_quantile(0.99, sum by (le) (rate(rollout_reconcile_bucket{exported_namespace=~"$namespace"}[$__rate_interval])))',
              legend: "99 %",
            },
          ],
        }),
      ],
    },
  ],
};
