import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PROMETHEUS_OPERATOR_CRDS_CHART } from "../shared/versions.ts";

/** Seconds for ten definitions to be there. */
const TIMEOUT_SECONDS = 300;

/**
 * Values of the chart `prometheus-operator-crds` 31.0.1. Deleting a definition deletes every object of it, the monitors of
 * applications too; so Helm leaves the definitions behind when the release goes, and takes them over when it comes back.
 */
export function crdValues() {
  return { crds: { annotations: { "helm.sh/resource-policy": "keep" } } };
}

/**
 * The definitions of Prometheus Operator's kinds. Whatever makes a ServiceMonitor, a PodMonitor or a PrometheusRule must
 * depend on it. It has no pods, and so needs no nodes.
 */
export class MonitoringCrdsComponent extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:observability:MonitoringCrdsComponent", name, {}, opts);

    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        name: "prometheus-operator-crds",
        // The namespace of what measures comes later; this one is always there.
        namespace: "kube-system",
        chart: PROMETHEUS_OPERATOR_CRDS_CHART.chart,
        version: PROMETHEUS_OPERATOR_CRDS_CHART.version,
        ...(PROMETHEUS_OPERATOR_CRDS_CHART.repository !== undefined && {
          repositoryOpts: { repo: PROMETHEUS_OPERATOR_CRDS_CHART.repository },
        }),
        values: crdValues(),
        atomic: true,
        timeout: TIMEOUT_SECONDS,
      },
      { parent: this },
    );

    this.registerOutputs({ chartVersion: PROMETHEUS_OPERATOR_CRDS_CHART.version });
  }
}
