import { counter, type Exporter, gauge, histogram } from "./types.ts";

const REQUEST = ["component", "dry_run", "group", "resource", "scope", "subresource", "verb", "version"] as const;

/** Metrics of the API server. */
export const API_SERVER: Exporter = {
  name: "kube-apiserver",
  version: "1.35.4",
  source:
    "kubernetes/kubernetes, tag v1.35.4, test/instrumentation/documentation/documentation-list.yaml: all STABLE, but for flow control's, which is BETA, and apiserver_resource_objects, which is ALPHA",
  metrics: {
    apiserver_current_inflight_requests: gauge("request_kind"),
    apiserver_flowcontrol_rejected_requests_total: counter("flow_schema", "priority_level", "reason"),
    apiserver_request_duration_seconds: histogram(...REQUEST),
    apiserver_request_total: counter(...REQUEST, "code"),
    apiserver_requested_deprecated_apis: gauge("group", "removed_release", "resource", "subresource", "version"),
    // From 1.34 on, in the place of apiserver_storage_objects, which 1.37 hides.
    apiserver_resource_objects: gauge("group", "resource"),
  },
};

const CLAIM = ["namespace", "persistentvolumeclaim"] as const;

/** Metrics of the kubelet, whose monitor honours their labels. */
export const KUBELET: Exporter = {
  name: "kubelet",
  version: "1.35.4",
  source:
    "kubernetes/kubernetes, tag v1.35.4, test/instrumentation/documentation/documentation-list.yaml: all ALPHA, so any minor version may change them",
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

const MACHINE = ["boot_id", "machine_id", "system_uuid"] as const;

/** Metrics of cAdvisor, which the kubelet serves; what the chart's monitor drops is not here. */
export const CADVISOR: Exporter = {
  name: "cadvisor",
  version: "0.53.0, as in the kubelet 1.35.4",
  source:
    "google/cadvisor, tag v0.53.0, metrics/prometheus.go and prometheus_machine.go; labels: kubernetes/kubernetes, tag v1.35.4, pkg/kubelet/server/server.go",
  metrics: {
    container_cpu_cfs_periods_total: counter(...CONTAINER),
    container_cpu_cfs_throttled_periods_total: counter(...CONTAINER),
    container_cpu_usage_seconds_total: counter(...CONTAINER, "cpu"),
    container_fs_usage_bytes: gauge(...CONTAINER, "device"),
    container_memory_rss: gauge(...CONTAINER),
    container_memory_working_set_bytes: gauge(...CONTAINER),
    container_network_receive_bytes_total: counter(...NETWORK),
    container_network_transmit_bytes_total: counter(...NETWORK),
    machine_cpu_cores: gauge(...MACHINE),
    machine_memory_bytes: gauge(...MACHINE),
  },
};
