import type { DashboardSpec } from "./dashboard.ts";
import { figure, graph } from "./panels.ts";

const API_ERRORS = 'sum(rate(apiserver_request_total{code=~"5.."}[$__rate_interval]))';
const API_REQUESTS = "sum(rate(apiserver_request_total[$__rate_interval]))";

/** Is the platform well: nodes, API server, capacity, storage, cost. */
export const PLATFORM_DASHBOARD: DashboardSpec = {
  uid: "eks-platform-overview",
  title: "Platform overview",
  description: "Whether nodes, API server, capacity and storage are well, and what an hour costs.",
  from: "now-6h",
  rows: [
    {
      title: "Now",
      panels: [
        figure({
          title: "Nodes ready",
          description: "Nodes that can take pods, of every kind.",
          unit: "short",
          queries: [{ expr: 'sum(kube_node_status_condition{condition="Ready",status="true"})', legend: "ready" }],
        }),
        figure({
          title: "Nodes not ready",
          description: "A node that just joined is among them for a minute.",
          unit: "short",
          limits: { warning: 1, critical: 3 },
          queries: [
            {
              expr: 'sum(kube_node_status_condition{condition="Ready",status=~"false|unknown"})',
              legend: "not ready",
            },
          ],
        }),
        figure({
          title: "Pods pending",
          description: "Pods without a node, or whose images are being pulled.",
          unit: "short",
          limits: { warning: 10, critical: 50 },
          queries: [{ expr: 'sum(kube_pod_status_phase{phase="Pending"})', legend: "pending" }],
        }),
        figure({
          title: "API server errors",
          description: "Share of requests that the API server answered with 5xx.",
          unit: "percentunit",
          limits: { warning: 0.01, critical: 0.05 },
          queries: [{ expr: `${API_ERRORS} / ${API_REQUESTS}`, legend: "errors" }],
        }),
        figure({
          title: "Containers restarted in the last hour",
          description: "Restarts of all containers; see below in which namespace.",
          unit: "short",
          limits: { warning: 10, critical: 50 },
          queries: [{ expr: "sum(increase(kube_pod_container_status_restarts_total[1h]))", legend: "restarts" }],
        }),
        figure({
          title: "Cost of Karpenter's nodes",
          description: "US dollars per hour, by the prices Karpenter knows: without system nodes, storage and traffic.",
          unit: "currencyUSD",
          queries: [{ expr: "sum(max by (nodepool) (karpenter_nodepools_cost_total))", legend: "per hour" }],
        }),
      ],
    },
    {
      title: "Control plane",
      panels: [
        graph({
          title: "API server requests",
          description: "Requests per second, by verb.",
          unit: "ops",
          queries: [{ expr: "sum by (verb) (rate(apiserver_request_total[$__rate_interval]))", legend: "{{verb}}" }],
        }),
        graph({
          title: "API server latency",
          description: "99th percentile by verb. WATCH and CONNECT are left out: they last as long as somebody looks.",
          unit: "s",
          queries: [
            {
              expr: 'histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket{verb!~"WATCH|CONNECT"}[$__rate_interval])))',
              legend: "{{verb}}",
            },
          ],
        }),
      ],
    },
    {
      title: "Capacity",
      panels: [
        graph({
          title: "CPU",
          description: "Cores that are used, asked for and there.",
          unit: "short",
          queries: [
            { expr: 'sum(rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval]))', legend: "used" },
            { expr: 'sum(kube_pod_container_resource_requests{resource="cpu"})', legend: "asked for" },
            { expr: 'sum(kube_node_status_allocatable{resource="cpu"})', legend: "there" },
          ],
        }),
        graph({
          title: "Memory",
          description: "Memory that is used, asked for and there.",
          unit: "bytes",
          queries: [
            { expr: 'sum(container_memory_working_set_bytes{container!=""})', legend: "used" },
            { expr: 'sum(kube_pod_container_resource_requests{resource="memory"})', legend: "asked for" },
            { expr: 'sum(kube_node_status_allocatable{resource="memory"})', legend: "there" },
          ],
        }),
        graph({
          title: "Restarts by namespace",
          description: "Containers that were started again, over the last hour.",
          unit: "short",
          queries: [
            {
              expr: "sum by (namespace) (increase(kube_pod_container_status_restarts_total[1h])) > 0",
              legend: "{{namespace}}",
            },
          ],
        }),
        graph({
          title: "Fullest volumes",
          description: "The ten volumes with the largest share used.",
          unit: "percentunit",
          queries: [
            {
              expr: "topk(10, max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes))",
              legend: "{{namespace}}/{{persistentvolumeclaim}}",
            },
          ],
        }),
      ],
    },
  ],
};
