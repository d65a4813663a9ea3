import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../shared/names.ts";
import type { TracingContext } from "./args.ts";
import { collectorSpec } from "./collectorSpec.ts";
import { COLLECTOR, COLLECTOR_LABELS } from "./names.ts";

/** CloudWatch namespace of what applications measure. */
export function applicationMetricNamespace(clusterName: string): string {
  return `EksPlatform/${clusterName}/Applications`;
}

/**
 * The collectors, as an object that the operator makes a Deployment and Services of. The operator's webhook has to be
 * there when it is made, and the operator itself when it is deleted.
 */
export function makeCollector(
  { name, parent, scope, clusterName, config, serviceMonitors }: TracingContext,
  namespace: kubernetes.core.v1.Namespace,
  dependsOn: readonly pulumi.Resource[],
): kubernetes.apiextensions.CustomResource {
  if (serviceMonitors) makePodMonitor({ name, parent }, namespace);
  return new kubernetes.apiextensions.CustomResource(
    `${name}-collector`,
    {
      apiVersion: "opentelemetry.io/v1beta1",
      kind: "OpenTelemetryCollector",
      metadata: { name: COLLECTOR, namespace: namespace.metadata.name },
      spec: collectorSpec({
        clusterName,
        region: scope.region,
        replicas: config.replicas,
        sampleShare: config.sampleShare,
        metrics: config.metrics
          ? {
              namespace: applicationMetricNamespace(clusterName),
              logGroup: platformNames(clusterName).applicationMetricsLogGroup,
            }
          : undefined,
      }),
    },
    { parent, dependsOn: [...dependsOn] },
  );
}

/** The operator names the port of a collector's own metrics `metrics`. */
function makePodMonitor(
  { name, parent }: Pick<TracingContext, "name" | "parent">,
  namespace: kubernetes.core.v1.Namespace,
): void {
  new kubernetes.apiextensions.CustomResource(
    `${name}-monitor`,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: COLLECTOR, namespace: namespace.metadata.name },
      spec: { selector: { matchLabels: COLLECTOR_LABELS }, podMetricsEndpoints: [{ port: "metrics" }] },
    },
    { parent },
  );
}
