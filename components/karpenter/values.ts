import type { ControllerConfig } from "./controllerConfig.ts";
import { HEALTH_PORT, METRICS_PORT, RELEASE } from "./releaseNames.ts";

/** What the controller's values are made from. */
export interface ValuesArgs<T> {
  readonly clusterName: string;
  /** Address of the API server; known only after deployment, and passed on as it is. */
  readonly clusterEndpoint: T;
  /** Name of the interruption queue. */
  readonly queueName: string;
  readonly controller: ControllerConfig;
  /** Whether Prometheus' kinds are there to describe the metrics endpoint with. */
  readonly serviceMonitors: boolean;
}

/** Values of the chart `karpenter` 1.14.1. What is not here stays as the chart has it: non-root, spread over hosts and zones. */
export function controllerValues<T>({
  clusterName,
  clusterEndpoint,
  queueName,
  controller,
  serviceMonitors,
}: ValuesArgs<T>) {
  return {
    replicas: controller.replicas,
    serviceAccount: { create: true, name: RELEASE },
    logLevel: controller.logLevel,
    settings: {
      clusterName,
      clusterEndpoint,
      interruptionQueue: queueName,
      isolatedVPC: controller.isolatedVpc,
      enableZonalShift: controller.zonalShift,
      batchIdleDuration: controller.batchIdleDuration,
      batchMaxDuration: controller.batchMaxDuration,
      preferencePolicy: controller.preferencePolicy,
      minValuesPolicy: controller.minValuesPolicy,
      featureGates: { ...controller.featureGates },
    },
    controller: {
      resources: controller.resources,
      metrics: { port: METRICS_PORT },
      healthProbe: { port: HEALTH_PORT },
    },
    serviceMonitor: { enabled: serviceMonitors },
  };
}

/**
 * Values of the chart `karpenter-crd` 1.14.1. Deleting a definition deletes every object of it, and with every node
 * pool every node; so Helm leaves the definitions behind when the release goes, and takes them over when it comes back.
 */
export function crdValues() {
  return { additionalAnnotations: { "helm.sh/resource-policy": "keep" } };
}
