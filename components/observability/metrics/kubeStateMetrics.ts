import { counter, type Exporter, gauge } from "./types.ts";

/**
 * Labels of nodes that kube-state-metrics publishes, which it does of those it is told to alone: what tells a node's
 * pool, price and place.
 */
export const PUBLISHED_NODE_LABELS = [
  "karpenter.sh/nodepool",
  "karpenter.sh/capacity-type",
  "node.kubernetes.io/instance-type",
  "topology.kubernetes.io/zone",
] as const;

/** Kinds it watches: those that rules and dashboards ask about. Secrets are nobody's business here. */
export const WATCHED_KINDS = [
  "configmaps",
  "cronjobs",
  "daemonsets",
  "deployments",
  "horizontalpodautoscalers",
  "jobs",
  "namespaces",
  "nodes",
  "persistentvolumeclaims",
  "poddisruptionbudgets",
  "pods",
  "replicasets",
  "resourcequotas",
  "statefulsets",
] as const;

/** How it writes the name of a label: what Prometheus does not allow in a label's name becomes an underscore. */
export function publishedLabel(label: string): string {
  return `label_${label.replace(/[^a-zA-Z0-9_]/g, "_")}`;
}

const POD = ["namespace", "pod", "uid"] as const;
const CONTAINER = [...POD, "container"] as const;
const CLAIM = ["namespace", "persistentvolumeclaim"] as const;
const DEPLOYMENT = ["namespace", "deployment"] as const;
const AUTOSCALER = ["namespace", "horizontalpodautoscaler"] as const;
const BUDGET = ["namespace", "poddisruptionbudget"] as const;

/** Metrics of kube-state-metrics, whose monitor honours their labels: `namespace` is the object's. */
export const KUBE_STATE_METRICS: Exporter = {
  name: "kube-state-metrics",
  version: "2.20.0",
  source: "kubernetes/kube-state-metrics, v2.20.0, docs/metrics",
  metrics: {
    kube_configmap_created: gauge("namespace", "configmap"),
    kube_configmap_info: gauge("namespace", "configmap"),
    kube_cronjob_status_last_successful_time: gauge("namespace", "cronjob"),
    kube_daemonset_status_desired_number_scheduled: gauge("namespace", "daemonset"),
    kube_daemonset_status_number_ready: gauge("namespace", "daemonset"),
    kube_deployment_spec_replicas: gauge(...DEPLOYMENT),
    kube_deployment_status_replicas_available: gauge(...DEPLOYMENT),
    kube_deployment_status_replicas_unavailable: gauge(...DEPLOYMENT),
    kube_horizontalpodautoscaler_spec_max_replicas: gauge(...AUTOSCALER),
    kube_horizontalpodautoscaler_status_current_replicas: gauge(...AUTOSCALER),
    kube_horizontalpodautoscaler_status_desired_replicas: gauge(...AUTOSCALER),
    kube_job_complete: gauge("namespace", "job_name", "condition"),
    kube_job_failed: gauge("namespace", "job_name", "condition"),
    kube_namespace_created: gauge("namespace"),
    kube_namespace_status_phase: gauge("namespace", "phase"),
    kube_node_created: gauge("node"),
    kube_node_info: gauge(
      "node",
      "kernel_version",
      "os_image",
      "container_runtime_version",
      "kubelet_version",
      "provider_id",
      "internal_ip",
    ),
    kube_node_labels: gauge("node", ...PUBLISHED_NODE_LABELS.map(publishedLabel)),
    kube_node_spec_taint: gauge("node", "key", "value", "effect"),
    kube_node_spec_unschedulable: gauge("node"),
    kube_node_status_allocatable: gauge("node", "resource", "unit"),
    kube_node_status_capacity: gauge("node", "resource", "unit"),
    kube_node_status_condition: gauge("node", "condition", "status"),
    kube_persistentvolumeclaim_info: gauge(...CLAIM, "storageclass", "volumename", "volumemode"),
    kube_persistentvolumeclaim_resource_requests_storage_bytes: gauge(...CLAIM),
    kube_persistentvolumeclaim_status_phase: gauge(...CLAIM, "phase"),
    kube_pod_container_resource_limits: gauge(...CONTAINER, "node", "resource", "unit"),
    kube_pod_container_resource_requests: gauge(...CONTAINER, "node", "resource", "unit"),
    kube_pod_container_status_last_terminated_reason: gauge(...CONTAINER, "reason"),
    kube_pod_container_status_ready: gauge(...CONTAINER),
    kube_pod_container_status_restarts_total: counter(...CONTAINER),
    kube_pod_container_status_waiting_reason: gauge(...CONTAINER, "reason"),
    kube_pod_created: gauge(...POD),
    kube_pod_info: gauge(
      ...POD,
      "host_ip",
      "pod_ip",
      "node",
      "created_by_kind",
      "created_by_name",
      "priority_class",
      "host_network",
    ),
    kube_pod_owner: gauge(...POD, "owner_kind", "owner_name", "owner_is_controller"),
    kube_pod_status_phase: gauge(...POD, "phase"),
    kube_pod_status_ready: gauge(...POD, "condition"),
    kube_pod_status_reason: gauge(...POD, "reason"),
    kube_pod_status_scheduled: gauge(...POD, "condition"),
    kube_pod_status_unschedulable: gauge(...POD),
    kube_poddisruptionbudget_status_current_healthy: gauge(...BUDGET),
    kube_poddisruptionbudget_status_desired_healthy: gauge(...BUDGET),
    kube_poddisruptionbudget_status_pod_disruptions_allowed: gauge(...BUDGET),
    kube_resourcequota: gauge("namespace", "resourcequota", "resource", "type"),
    kube_statefulset_replicas: gauge("namespace", "statefulset"),
    kube_statefulset_status_replicas_ready: gauge("namespace", "statefulset"),
  },
};
