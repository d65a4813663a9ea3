import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import { KARPENTER_CHART, KARPENTER_CRD_CHART } from "../shared/versions.ts";
import type { KarpenterContext } from "./args.ts";
import { controllerPolicies } from "./controllerPolicies.ts";
import { controllerNetworkPolicy } from "./networkPolicy.ts";
import { NAMESPACE, RELEASE } from "./releaseNames.ts";
import { controllerValues, crdValues } from "./values.ts";

/** Seconds until a release must be ready: two pods start, one becomes the leader. */
const RELEASE_TIMEOUT_SECONDS = 600;

/**
 * The controller: its permissions, its kinds, itself. Each waits for the one before, and goes before it, so that the
 * controller has its credentials from the first second to the last.
 *
 * @param needed what the controller reads from as soon as it runs
 */
export function installController(
  context: KarpenterContext,
  needed: readonly pulumi.Resource[],
): kubernetes.helm.v3.Release {
  const { name, parent, scope, clusterName, config, serviceMonitors } = context;
  const names = platformNames(clusterName);
  const identity = new PodIdentityRole(
    `${name}-controller`,
    {
      scope,
      clusterName,
      cluster: context.cluster,
      roleName: names.karpenterControllerRole,
      description: `Karpenter on ${clusterName} makes and ends its own nodes`,
      namespace: NAMESPACE,
      serviceAccount: RELEASE,
      policies: controllerPolicies(scope, clusterName),
    },
    { parent },
  );
  const network = new kubernetes.networking.v1.NetworkPolicy(
    `${name}-controller`,
    controllerNetworkPolicy(serviceMonitors),
    {
      parent,
    },
  );
  const kinds = new kubernetes.helm.v3.Release(
    `${name}-crd`,
    {
      name: "karpenter-crd",
      namespace: NAMESPACE,
      chart: KARPENTER_CRD_CHART.chart,
      version: KARPENTER_CRD_CHART.version,
      values: crdValues(),
      timeout: RELEASE_TIMEOUT_SECONDS,
    },
    { parent, dependsOn: [identity] },
  );
  return new kubernetes.helm.v3.Release(
    name,
    {
      name: RELEASE,
      namespace: NAMESPACE,
      chart: KARPENTER_CHART.chart,
      version: KARPENTER_CHART.version,
      // Helm installs a chart's own definitions once and never upgrades them: `karpenter-crd` does.
      skipCrds: true,
      values: controllerValues({
        clusterName,
        clusterEndpoint: context.clusterEndpoint,
        queueName: names.interruptionQueue,
        controller: config.controller,
        serviceMonitors,
      }),
      atomic: true,
      timeout: RELEASE_TIMEOUT_SECONDS,
    },
    { parent, dependsOn: [identity, kinds, network, ...needed] },
  );
}
