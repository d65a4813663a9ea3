import { counter, type Exporter, gauge, histogram } from "./types.ts";

const REQUEST = ["component", "dry_run", "group", "resource", "scope", "subresource", "verb", "version"] as const;

/** Metrics of the API server. */
export const API_SERVER: Exporter = {
  name: "kube-apiserver",
  version: "1.35",
  source: "Kubernetes documentation, Kubernetes Metrics Reference (all but flow control are STABLE or BETA there)",
  metrics: {
    apiserver_current_inflight_requests: gauge("request_kind"),
    apiserver_flowcontrol_rejected_requests_total: counter("flow_schema", "priority_level", "reason"),
    apiserver_request_duration_seconds: histogram(...REQUEST),
    apiserver_request_total: counter(...REQUEST, "code"),
    apiserver_requested_deprecated_apis: gauge("group", "removed_release", "resource", "subresource", "version"),
    apiserver_storage_objects: gauge("resource"),
  },
};

const CLAIM = ["namespace", "persistentvolumeclaim"] as const;

/** Metrics of the kubelet, whose monitor honours their labels. */
export const KUBELET: Exporter = {
  name: "kubelet",
  version: "1.35",
  source:
    "Kubernetes documentation, Kubernetes Metrics Reference, and kubernetes/kubernetes, test/instrumentation/documentation",
  metrics: {
    kubelet_certificate_manager_server_ttl_seconds: gauge(),
    kubelet_server_expiration_renew_errors: counter(),
    kubelet_running_pods: gauge(),
    kubelet_volume_stats_available_bytes: gauge(...CLAIM),
    kubelet_volume_stats_capacity_bytes: gauge(...CLAIM),
    kubelet_volume_stats_inodes: gauge(...CLAIM),
    kubelet_volume_stats_inodes_free: gauge(...CLAIM),
    kubelet_volume_stats_used_bytes: gauge(...CLAIM),
  },
};

const CONTAINER = ["namespace", "pod", "container", "id", "image", "name"] as const;
const NETWORK = ["namespace", "pod", "id", "image", "name", "interface"] as const;

/** Metrics of cAdvisor, which the kubelet serves; what the chart's monitor drops is not here. */
export const CADVISOR: Exporter = {
  name: "cadvisor",
  version: "as in the kubelet 1.35",
  source: "google/cadvisor, docs/storage/prometheus.md; labels: kubernetes/kubernetes, pkg/kubelet/server",
  metrics: {
    container_cpu_cfs_periods_total: counter(...CONTAINER),
    container_cpu_cfs_throttled_periods_total: counter(...CONTAINER),
    container_cpu_usage_seconds_total: counter(...CONTAINER, "cpu"),
    container_fs_usage_bytes: gauge(...CONTAINER, "device"),
    container_memory_rss: gauge(...CONTAINER),
    container_memory_working_set_bytes: gauge(...CONTAINER),
    container_network_receive_bytes_total: counter(...NETWORK),
    container_network_transmit_bytes_total: counter(...NETWORK),
    machine_cpu_cores: gauge(),
    machine_memory_bytes: gauge(),
  },
};
