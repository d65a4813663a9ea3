import type { RuleContext, RuleGroup } from "./types.ts";

const DAY_SECONDS = 86_400;
/** Share of a volume below which there is no time left to think. */
const ALMOST_FULL = 0.05;

/** Calls that stay open, or wait for somebody else's program, say nothing about the API server's own speed. */
const LONG_CALLS = 'verb!~"WATCH|CONNECT",subresource!~"exec|attach|log|portforward|proxy"';

/** Rules about the cluster itself: its API server, its nodes, its volumes and whatever runs on it. */
export function clusterRules({ thresholds }: RuleContext): RuleGroup {
  const free = "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes";
  return {
    subject: "cluster",
    recordings: [
      {
        record: "cluster:apiserver_request_errors:ratio_rate5m",
        expr: '(sum(rate(apiserver_request_total{job="apiserver",code=~"5.."}[5m])) or vector(0)) / sum(rate(apiserver_request_total{job="apiserver"}[5m]))',
      },
      {
        record: "cluster:apiserver_request_duration_seconds:p99",
        expr: `histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket{job="apiserver",${LONG_CALLS}}[5m])))`,
      },
      {
        record: "claim:volume_free:ratio",
        expr: `min by (namespace, persistentvolumeclaim) (${free})`,
      },
    ],
    alerts: [
      {
        alert: "ApiServerErrors",
        expr: `cluster:apiserver_request_errors:ratio_rate5m > ${thresholds.apiErrorShare}`,
        for: "10m",
        severity: "critical",
        summary: "The API server answers {{ $value | humanizePercentage }} of all requests with an error of its own.",
        runbook: "api-server",
      },
      {
        alert: "ApiServerSlow",
        expr: `cluster:apiserver_request_duration_seconds:p99 > ${thresholds.apiLatencySeconds}`,
        for: "15m",
        severity: "warning",
        summary:
          "One of 100 {{ $labels.verb }} requests to the API server takes {{ $value | humanizeDuration }} or more.",
        runbook: "api-server",
      },
      {
        alert: "NodeNotReady",
        expr: 'max by (node) (kube_node_status_condition{condition="Ready",status="true"}) == 0',
        for: "10m",
        severity: "critical",
        summary: "The node {{ $labels.node }} has not been ready for ten minutes.",
        runbook: "node-not-ready",
      },
      {
        alert: "ContainerRestarting",
        expr: `sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[10m])) > ${thresholds.restarts}`,
        for: "1m",
        severity: "warning",
        summary:
          "The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} has restarted {{ $value | humanize }} times in ten minutes.",
        runbook: "container-restarting",
      },
      {
        alert: "VolumeFilling",
        expr: `claim:volume_free:ratio < ${thresholds.volumeFreeShare} and min by (namespace, persistentvolumeclaim) (predict_linear(kubelet_volume_stats_available_bytes[6h], ${4 * DAY_SECONDS})) < 0`,
        for: "1h",
        severity: "warning",
        summary:
          "The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left and will be full within four days.",
        runbook: "volume-filling",
      },
      {
        alert: "VolumeAlmostFull",
        expr: `claim:volume_free:ratio < ${ALMOST_FULL}`,
        for: "5m",
        severity: "critical",
        summary:
          "The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
        runbook: "volume-filling",
      },
      {
        alert: "KubeletCertificateExpiring",
        expr: `min by (node) (kubelet_certificate_manager_server_ttl_seconds) < ${thresholds.certificateDays * DAY_SECONDS}`,
        for: "1h",
        severity: "warning",
        summary: "The kubelet's certificate on {{ $labels.node }} is good for {{ $value | humanizeDuration }} only.",
        runbook: "kubelet-certificate",
      },
    ],
  };
}
