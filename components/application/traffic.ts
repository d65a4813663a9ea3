import * as kubernetes from "@pulumi/kubernetes";
import { type ApplicationContext, metadata } from "./args.ts";
import { ingressAnnotations, ingressSpec } from "./ingress.ts";
import { labelsOf } from "./names.ts";
import { serviceMonitorSpec } from "./serviceMonitor.ts";
import { servicesOf } from "./services.ts";

/**
 * Services, load balancer and metrics. The workload does not wait for them: Pulumi waits for a Service until it has
 * pods, and for an ingress until it has a load balancer, which takes the action that a running Rollout writes.
 */
export function makeTraffic({ name, parent, config, serviceMonitors }: ApplicationContext): void {
  const { ingress, metrics } = config;
  for (const service of servicesOf(config)) {
    new kubernetes.core.v1.Service(
      service.role === "service" ? `${name}-service` : `${name}-${service.role}-service`,
      {
        metadata: metadata(config, service.name, service.labels),
        spec: { type: service.spec.type, selector: service.spec.selector, ports: [...service.spec.ports] },
      },
      // A selector is one value to the API server: writing ours back would unpick the version Argo Rollouts chose.
      { parent, ignoreChanges: service.steered ? ["spec.selector"] : [] },
    );
  }
  if (ingress) {
    new kubernetes.networking.v1.Ingress(
      `${name}-ingress`,
      {
        metadata: {
          ...metadata(config, config.name, labelsOf(config.name)),
          annotations: ingressAnnotations(config, ingress),
        },
        spec: ingressSpec(config, ingress),
      },
      { parent },
    );
  }
  if (metrics && serviceMonitors) {
    new kubernetes.apiextensions.CustomResource(
      `${name}-service-monitor`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: metadata(config, config.name, labelsOf(config.name)),
        spec: serviceMonitorSpec(config, metrics),
      },
      { parent },
    );
  }
}
