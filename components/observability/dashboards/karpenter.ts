import type { DashboardSpec, Row } from "./dashboard.ts";
import { CONSOLIDATION_ROW, COST_ROW, FAILURES_ROW } from "./karpenterRows.ts";
import { NODES } from "./karpenterNodes.ts";
import { figure, graph } from "./panels.ts";

const NODES_ROW: Row = {
  title: "Nodes",
  panels: [
    graph({
      title: "Nodes by pool",
      description: "Nodes that have joined, by the pool that asked for them.",
      unit: "short",
      span: 8,
      stacked: true,
      queries: [{ expr: `count by (nodepool) (${NODES})`, legend: "{{nodepool}}" }],
    }),
    graph({
      title: "Nodes by capacity type",
      description: "Spot, on-demand and reserved capacity.",
      unit: "short",
      span: 8,
      stacked: true,
      queries: [{ expr: `count by (capacity_type) (${NODES})`, legend: "{{capacity_type}}" }],
    }),
    graph({
      title: "Nodes by instance type",
      description: "Few types of spot instances in many nodes end together.",
      unit: "short",
      span: 8,
      stacked: true,
      queries: [{ expr: `count by (instance_type) (${NODES})`, legend: "{{instance_type}}" }],
    }),
  ],
};

const CAPACITY_ROW: Row = {
  title: "Pending against capacity",
  panels: [
    graph({
      title: "Pods waiting for Karpenter",
      description:
        "Pods it is finding a place for, and pods that fit no pool it may use: the second kind waits for people.",
      unit: "short",
      queries: [
        { expr: "max(sum by (pod) (karpenter_scheduler_queue_depth))", legend: "being placed" },
        { expr: "max(sum by (pod) (karpenter_scheduler_unschedulable_pods_count))", legend: "fit nowhere" },
        { expr: "max(karpenter_scheduler_ignored_pods_count)", legend: "ignored" },
      ],
    }),
    graph({
      title: "CPU asked for against capacity",
      description: "Cores that pods on nodes and pods still pending ask for, and cores the nodes have.",
      unit: "short",
      queries: [
        {
          expr: 'sum(kube_pod_container_resource_requests{resource="cpu"} * on (namespace, pod) group_left() (max by (namespace, pod) (kube_pod_status_phase{phase="Running"}) == 1))',
          legend: "running",
        },
        {
          expr: 'sum(kube_pod_container_resource_requests{resource="cpu"} * on (namespace, pod) group_left() (max by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) == 1))',
          legend: "pending",
        },
        { expr: 'sum(kube_node_status_allocatable{resource="cpu"})', legend: "capacity" },
      ],
    }),
  ],
};

const LATENCY_ROW: Row = {
  title: "Provisioning latency",
  panels: [
    figure({
      title: "95 % of pods bound within",
      description: "Over the last hour. The objective is 45 s from the making of a pod until it has a node.",
      unit: "s",
      span: 6,
      limits: { warning: 45, critical: 60 },
      queries: [
        {
          expr: "histogram_quantile(0.95, sum by (le) (rate(karpenter_pods_bound_duration_seconds_bucket[1h])))",
          legend: "bound",
        },
      ],
    }),
    figure({
      title: "Longest wait now",
      description: "Since when the oldest pod without a node has been waiting.",
      unit: "s",
      span: 6,
      limits: { warning: 60, critical: 300 },
      queries: [{ expr: "max(karpenter_pods_unbound_time_seconds)", legend: "waiting" }],
    }),
    graph({
      title: "From pod to node",
      description: "How long pods wait until they are bound, by percentile.",
      unit: "s",
      queries: [0.5, 0.95, 0.99].map((quantile) => ({
        expr: `histogram_quantile(${quantile}, sum by (le) (rate(karpenter_pods_bound_duration_seconds_bucket[$__rate_interval])))`,
        legend: `${quantile * 100} %`,
      })),
    }),
    graph({
      title: "From pod to running",
      description: "How long pods take until they run, images included, by percentile as Karpenter computes it.",
      unit: "s",
      queries: [
        {
          expr: 'max by (quantile) (karpenter_pods_startup_duration_seconds{quantile=~"0.5|0.9|0.99"})',
          legend: "{{quantile}}",
        },
      ],
    }),
    graph({
      title: "Calls to AWS",
      description: "99th percentile of the time calls to the cloud provider take, by method.",
      unit: "s",
      queries: [
        {
          expr: "histogram_quantile(0.99, sum by (le, method) (rate(karpenter_cloudprovider_duration_seconds_bucket[$__rate_interval])))",
          legend: "{{method}}",
        },
      ],
    }),
  ],
};

/** Nodes by need: how many, how fast, how full, at what cost. */
export const KARPENTER_DASHBOARD: DashboardSpec = {
  uid: "eks-platform-karpenter",
  title: "Karpenter",
  description:
    "Nodes that Karpenter makes: how many and of which kind, how fast they come, why they go, what they cost.",
  from: "now-6h",
  // Nodes that Karpenter did not make have no pool.
  variables: { nodepool: { query: "label_values(karpenter_nodepools_usage, nodepool)", all: ".+" } },
  rows: [NODES_ROW, CAPACITY_ROW, LATENCY_ROW, CONSOLIDATION_ROW, COST_ROW, FAILURES_ROW],
};
