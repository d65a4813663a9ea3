import * as kubernetes from "@pulumi/kubernetes";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import { FLUENT_BIT_CHART } from "../shared/versions.ts";
import type { MonitoringContext } from "./args.ts";
import { COLLECTOR, COLLECTOR_NAMESPACE } from "./fluentBitConfig.ts";
import { collectorNetworkPolicy } from "./fluentBitNetworkPolicy.ts";
import { fluentBitPolicy } from "./fluentBitPolicy.ts";
import { fluentBitValues } from "./fluentBitValues.ts";
import type { MadeLogGroups } from "./logGroups.ts";

/** Seconds a rollout over all nodes may take. */
const TIMEOUT_SECONDS = 600;

/** Fluent Bit on every node, which ships the logs of its containers. */
export function makeCollector(context: MonitoringContext, logs: MadeLogGroups): kubernetes.helm.v3.Release {
  const { name, parent, scope, clusterName, cluster, serviceMonitors } = context;
  const role = new PodIdentityRole(
    `${name}-collector`,
    {
      scope,
      clusterName,
      cluster,
      roleName: platformNames(clusterName).logCollectorRole,
      description: "Writes the logs of containers to CloudWatch",
      namespace: COLLECTOR_NAMESPACE,
      serviceAccount: COLLECTOR,
      policies: { logs: fluentBitPolicy(scope, clusterName) },
    },
    { parent },
  );
  const network = new kubernetes.networking.v1.NetworkPolicy(`${name}-collector`, collectorNetworkPolicy(context), {
    parent,
  });
  return new kubernetes.helm.v3.Release(
    `${name}-collector`,
    {
      name: COLLECTOR,
      namespace: COLLECTOR_NAMESPACE,
      chart: FLUENT_BIT_CHART.chart,
      version: FLUENT_BIT_CHART.version,
      ...(FLUENT_BIT_CHART.repository !== undefined && { repositoryOpts: { repo: FLUENT_BIT_CHART.repository } }),
      values: fluentBitValues({ clusterName, region: scope.region, serviceMonitors }),
      atomic: true,
      timeout: TIMEOUT_SECONDS,
    },
    { parent, dependsOn: [role, network, logs.platform, logs.applications] },
  );
}
