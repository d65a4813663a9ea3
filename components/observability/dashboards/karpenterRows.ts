import type { Row } from "./dashboard.ts";
import { NODES } from "./karpenterNodes.ts";
import { graph, table } from "./panels.ts";

/** US dollars per hour of each offering. */
const PRICES =
  "max by (instance_type, capacity_type, zone) (karpenter_cloudprovider_instance_type_offering_price_estimate)";

/** Why nodes go. */
export const CONSOLIDATION_ROW: Row = {
  title: "Consolidation",
  panels: [
    graph({
      title: "Disruptions decided",
      description: "Nodes Karpenter chose to delete or replace, by reason, over the last hour.",
      unit: "short",
      queries: [
        {
          expr: 'sum by (reason, decision) (increase(karpenter_voluntary_disruption_decisions_by_nodepool_total{nodepool=~"$nodepool"}[1h]))',
          legend: "{{reason}}: {{decision}}",
        },
      ],
    }),
    graph({
      title: "Nodes disrupted by pool",
      description: "Node claims that were disrupted, by pool and reason, over the last hour.",
      unit: "short",
      queries: [
        {
          expr: 'sum by (nodepool, reason) (increase(karpenter_nodeclaims_disrupted_total{nodepool=~"$nodepool"}[1h]))',
          legend: "{{nodepool}}: {{reason}}",
        },
      ],
    }),
    graph({
      title: "Nodes made and ended",
      description: "Over the last hour. Both high at once: nodes are replaced faster than they are of use.",
      unit: "short",
      queries: [
        {
          expr: 'sum(increase(karpenter_nodes_created_total{nodepool=~"$nodepool"}[1h]))',
          legend: "made",
        },
        {
          expr: 'sum(increase(karpenter_nodes_terminated_total{nodepool=~"$nodepool"}[1h]))',
          legend: "ended",
        },
      ],
    }),
    graph({
      title: "Disruptions still allowed",
      description: "Nodes that may be disrupted at the moment by the pools' budgets. At 0 nothing is consolidated.",
      unit: "short",
      queries: [
        {
          expr: 'max by (nodepool, reason) (karpenter_nodepools_allowed_disruptions{nodepool=~"$nodepool"})',
          legend: "{{nodepool}}: {{reason}}",
        },
      ],
    }),
  ],
};

/** What pools may use, and what they cost. */
export const COST_ROW: Row = {
  title: "Limits and cost",
  panels: [
    graph({
      title: "Use of limits",
      description: "Share of each pool's limit that its nodes use. At 100 % the pool makes no more nodes.",
      unit: "percentunit",
      queries: [
        {
          expr: 'max by (nodepool, resource_type) (karpenter_nodepools_usage{nodepool=~"$nodepool"}) / max by (nodepool, resource_type) (karpenter_nodepools_limit{nodepool=~"$nodepool"})',
          legend: "{{nodepool}}: {{resource_type}}",
        },
      ],
    }),
    graph({
      title: "Cost per hour by pool",
      description: "US dollars per hour, as Karpenter adds them up.",
      unit: "currencyUSD",
      stacked: true,
      queries: [
        {
          expr: 'max by (nodepool) (karpenter_nodepools_cost_total{nodepool=~"$nodepool"})',
          legend: "{{nodepool}}",
        },
      ],
    }),
    table({
      title: "Cost per hour by pool and capacity type",
      description: "Nodes times the price of their offering, in US dollars per hour.",
      unit: "currencyUSD",
      expr: `sum by (nodepool, capacity_type) (${NODES} * on (instance_type, capacity_type, zone) group_left() ${PRICES})`,
    }),
  ],
};

/** What went wrong, and what EC2 took back. */
export const FAILURES_ROW: Row = {
  title: "Failures and interruptions",
  panels: [
    graph({
      title: "Errors of calls to AWS",
      description: "By method and error, over the last hour.",
      unit: "short",
      span: 8,
      queries: [
        {
          expr: "sum by (method, error) (increase(karpenter_cloudprovider_errors_total[1h]))",
          legend: "{{method}}: {{error}}",
        },
      ],
    }),
    graph({
      title: "Launches that failed",
      description: "By capacity type and reason, over the last hour.",
      unit: "short",
      span: 8,
      queries: [
        {
          expr: "sum by (capacity_type, reason) (increase(karpenter_cloudprovider_instance_launch_failures_total[1h]))",
          legend: "{{capacity_type}}: {{reason}}",
        },
      ],
    }),
    graph({
      title: "Interruption messages",
      description: "What EC2 warned of, over the last hour.",
      unit: "short",
      span: 8,
      queries: [
        {
          expr: "sum by (message_type) (increase(karpenter_interruption_received_messages_total[1h]))",
          legend: "{{message_type}}",
        },
      ],
    }),
  ],
};
