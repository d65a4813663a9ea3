import { KARPENTER } from "./karpenter.ts";
import { KUBE_STATE_METRICS } from "./kubeStateMetrics.ts";
import { API_SERVER, CADVISOR, KUBELET } from "./kubernetes.ts";
import { ALERTMANAGER, PROMETHEUS } from "./prometheus.ts";
import { ROLLOUTS } from "./rollouts.ts";
import type { Exporter } from "./types.ts";
import { VELERO } from "./velero.ts";

/**
 * Every exporter that rules and dashboards may ask, each at the version the platform runs. A metric that is not here
 * is not asked for: an upgrade of an exporter begins with a look at what became of these.
 */
export const EXPORTERS: readonly Exporter[] = [
  KARPENTER,
  ROLLOUTS,
  VELERO,
  KUBE_STATE_METRICS,
  API_SERVER,
  KUBELET,
  CADVISOR,
  PROMETHEUS,
  ALERTMANAGER,
];
