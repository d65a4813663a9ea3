import type { RuleContext, RuleGroup } from "./types.ts";

/**
 * Answers that are no errors: a node that is gone already, and capacity that another type or zone has instead.
 * Source: kubernetes-sigs/karpenter, v1.14.1, pkg/cloudprovider/metrics.
 */
const ORDINARY_ERRORS = "NodeClaimNotFoundError|InsufficientCapacityError";

/** Why a node that worked is replaced. Source: kubernetes-sigs/karpenter, v1.14.1, uses of NodeClaimsDisruptedTotal. */
const REPLACED = "drifted|underutilized|expired|unhealthy";

/** Instances that were given up, because they did not start or did not join. */
const GIVEN_UP = 'karpenter_nodeclaims_disrupted_total{reason=~"registration_timeout|launch_timeout"}';

/** Rules about Karpenter. Every replica is scraped and only the leader counts, hence `max` and `sum` everywhere. */
export function karpenterRules({ thresholds }: RuleContext): RuleGroup {
  return {
    subject: "karpenter",
    recordings: [
      {
        record: "nodepool:karpenter_limit_used:ratio",
        // A limit of zero closes a pool on purpose.
        expr: "max by (nodepool, resource_type) (karpenter_nodepools_usage) / (max by (nodepool, resource_type) (karpenter_nodepools_limit) > 0)",
      },
    ],
    alerts: [
      {
        alert: "KarpenterProvisioningFailing",
        expr: "max(karpenter_scheduler_unschedulable_pods_count) > 0",
        for: "10m",
        severity: "critical",
        summary: "Karpenter finds no node pool for {{ $value }} pods.",
        runbook: "pods-waiting-for-nodes",
      },
      {
        alert: "PodsWaitingForNodes",
        expr: `count(max by (exported_namespace, name) (karpenter_pods_unbound_time_seconds) > ${thresholds.podWaitSeconds})`,
        for: "1m",
        severity: "critical",
        summary: `{{ $value }} pods have been waiting for a node for more than ${thresholds.podWaitSeconds} seconds.`,
        runbook: "pods-waiting-for-nodes",
      },
      {
        alert: "KarpenterCloudProviderErrors",
        expr: `sum by (method, error) (increase(karpenter_cloudprovider_errors_total{error!~"${ORDINARY_ERRORS}"}[10m])) > 5`,
        for: "5m",
        severity: "warning",
        summary: "EC2 refuses what Karpenter asks of it ({{ $labels.method }}: {{ $labels.error }}).",
        runbook: "node-launch-errors",
      },
      {
        alert: "NodeClaimsNotRegistering",
        // The first one of its kind makes the series, which starts at one and so never increases.
        expr: `sum by (nodepool) (increase(${GIVEN_UP}[1h])) > 0 or sum by (nodepool) (${GIVEN_UP} unless ${GIVEN_UP} offset 1h) > 0`,
        for: "1m",
        severity: "critical",
        summary: "Instances of the pool {{ $labels.nodepool }} are started and never become nodes.",
        runbook: "node-launch-errors",
      },
      {
        alert: "NodePoolNearLimit",
        expr: `nodepool:karpenter_limit_used:ratio > ${thresholds.poolLimitShare}`,
        for: "15m",
        severity: "warning",
        summary:
          "The pool {{ $labels.nodepool }} uses {{ $value | humanizePercentage }} of the {{ $labels.resource_type }} it may have.",
        runbook: "node-pool-near-limit",
      },
      {
        alert: "NodeReplacementHigh",
        expr: `sum(increase(karpenter_nodeclaims_disrupted_total{reason=~"${REPLACED}"}[1h])) > ${thresholds.nodeReplacementsPerHour}`,
        for: "5m",
        severity: "warning",
        summary: "Karpenter has replaced {{ $value | humanize }} nodes within an hour.",
        runbook: "node-replacement-high",
      },
      {
        alert: "SpotInterruptionStorm",
        expr: `sum(increase(karpenter_interruption_received_messages_total{message_type="spot_interrupted"}[10m])) > ${thresholds.spotInterruptions}`,
        for: "1m",
        severity: "warning",
        summary: "EC2 takes back {{ $value | humanize }} spot nodes within ten minutes.",
        runbook: "spot-interruptions",
      },
      {
        alert: "InterruptionQueueNotDrained",
        // Every message is deleted once it has been acted on; without a deletion the second series does not exist.
        expr: "sum(increase(karpenter_interruption_received_messages_total[15m])) - (sum(increase(karpenter_interruption_deleted_messages_total[15m])) or vector(0)) > 5",
        for: "5m",
        severity: "critical",
        summary: "Karpenter reads interruption warnings again and again without being done with them.",
        runbook: "spot-interruptions",
      },
      {
        alert: "KarpenterNotInSync",
        expr: "max(karpenter_cluster_state_synced) == 0 or absent(karpenter_cluster_state_synced)",
        for: "10m",
        severity: "critical",
        summary: "Karpenter does not run, or does not know the cluster's nodes: no node comes, goes or is drained.",
        runbook: "node-controller-not-in-sync",
      },
    ],
  };
}
