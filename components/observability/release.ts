import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { KUBE_PROMETHEUS_STACK_CHART } from "../shared/versions.ts";
import { announcementOf } from "./announcer.ts";
import type { ObservabilityContext } from "./args.ts";
import { RELEASE } from "./names.ts";
import { monitoringValues } from "./values/index.ts";

/** Seconds for the jobs of the webhook's certificate and for the deployments, which may have to wait for a node. */
const TIMEOUT_SECONDS = 900;

/** Prometheus, Alertmanager, Grafana and what they measure by. */
export function makeRelease(
  context: ObservabilityContext,
  namespace: kubernetes.core.v1.Namespace,
  dependsOn: readonly pulumi.Resource[],
): kubernetes.helm.v3.Release {
  const { name, parent, clusterName, config, storageClass } = context;
  const { chart, version, repository } = KUBE_PROMETHEUS_STACK_CHART;
  return new kubernetes.helm.v3.Release(
    `${name}-release`,
    {
      name: RELEASE,
      namespace: namespace.metadata.name,
      chart,
      version,
      ...(repository !== undefined && { repositoryOpts: { repo: repository } }),
      // Helm installs a chart's own definitions once and never upgrades them: `prometheus-operator-crds` does.
      skipCrds: true,
      values: monitoringValues({ clusterName, config, storageClass, announcement: announcementOf(context) }),
      // An upgrade that fails goes back to the version that worked, and leaves nothing half done.
      atomic: true,
      timeout: TIMEOUT_SECONDS,
    },
    { parent, dependsOn: [...dependsOn] },
  );
}
