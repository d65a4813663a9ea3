import { alertmanagerValues } from "./alertmanager.ts";
import type { ValuesArgs } from "./args.ts";
import { exporterValues } from "./exporters.ts";
import { grafanaValues } from "./grafana.ts";
import { prometheusValues } from "./prometheus.ts";

export type { ValuesArgs } from "./args.ts";

const JOB_RESOURCES = { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } };

/**
 * Values of the chart `kube-prometheus-stack` 88.5.3. What is not here stays as the chart has it: pods that are not root,
 * drop every capability and cannot gain any.
 */
export function monitoringValues(args: ValuesArgs) {
  return {
    // Their own release brings them, before anything that needs them, and upgrades them, which Helm never does.
    crds: { enabled: false },
    // The chart's rules lead to other people's runbooks, and to a control plane that EKS does not show.
    defaultRules: { create: false },
    prometheusOperator: {
      enabled: true,
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      prometheusConfigReloader: {
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
      },
      admissionWebhooks: {
        enabled: true,
        // Rules have been checked before they get here; an operator that is away must hold up nobody's deployment.
        failurePolicy: "Ignore",
        // A job makes the certificate once and leaves it alone while its Secret is there: an upgrade does not change it.
        certManager: { enabled: false },
        patch: { enabled: true, resources: JOB_RESOURCES },
      },
    },
    prometheus: prometheusValues(args),
    alertmanager: alertmanagerValues(args),
    grafana: grafanaValues(args),
    ...exporterValues(args),
    thanosRuler: { enabled: false },
  };
}
