import { PUBLISHED_NODE_LABELS, WATCHED_KINDS } from "../metrics/kubeStateMetrics.ts";
import type { ValuesArgs } from "./args.ts";

/**
 * Values of the chart for what is measured in every cluster. EKS runs the control plane out of reach, and shows of it the
 * API server alone; kube-proxy has its metrics on the node's own address 127.0.0.1.
 * Source: Amazon EKS Best Practices Guide, "Monitor control plane metrics".
 */
export function exporterValues({ config }: ValuesArgs) {
  return {
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    kubeApiServer: { enabled: true },
    kubelet: { enabled: true },
    coreDns: { enabled: true },
    kubeStateMetrics: { enabled: true },
    "kube-state-metrics": {
      collectors: [...WATCHED_KINDS],
      metricLabelsAllowlist: [`nodes=[${PUBLISHED_NODE_LABELS.join(",")}]`],
      resources: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "512Mi" } },
    },
    nodeExporter: { enabled: config.nodeExporter },
    "prometheus-node-exporter": {
      resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
    },
    windowsMonitoring: { enabled: false },
  };
}
