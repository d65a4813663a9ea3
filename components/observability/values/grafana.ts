import { GRAFANA_ADMIN } from "../names.ts";
import type { ValuesArgs } from "./args.ts";

/** Values of the chart for Grafana: nothing of it is kept, for dashboards are code and come by the sidecar. */
export function grafanaValues({ config }: ValuesArgs) {
  const sidecar = { resource: "configmap", searchNamespace: "" };
  return {
    enabled: config.grafana,
    // Without Grafana the chart would still make its data sources and dashboards.
    forceDeployDatasources: false,
    forceDeployDashboards: false,
    // The platform's own dashboards ask for what its own rules record.
    defaultDashboardsEnabled: false,
    admin: {
      existingSecret: GRAFANA_ADMIN.secret,
      userKey: GRAFANA_ADMIN.userKey,
      passwordKey: GRAFANA_ADMIN.passwordKey,
    },
    ingress: { enabled: false },
    service: { type: "ClusterIP" },
    // Its sidecars read the ConfigMaps of its own namespace, instead of every ConfigMap and Secret of the cluster.
    rbac: { namespaced: true },
    sidecar: {
      resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { memory: "192Mi" } },
      dashboards: { enabled: true, ...sidecar },
      datasources: { enabled: true, ...sidecar },
    },
    persistence: { enabled: false },
    // It would run as root.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    "grafana.ini": {
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: { disable_gravatar: true },
      users: { allow_sign_up: false },
      "auth.anonymous": { enabled: false },
    },
  };
}
