import * as kubernetes from "@pulumi/kubernetes";
import { NVIDIA_DEVICE_PLUGIN_CHART } from "../shared/versions.ts";
import type { KarpenterContext } from "./args.ts";
import { awsLabel } from "./labels.ts";
import { isGpuPool } from "./poolFacts.ts";
import { NAMESPACE } from "./releaseNames.ts";

/**
 * Values of the chart `nvidia-device-plugin` 0.20.0. The chart looks for labels of node-feature-discovery, which this
 * platform does without: Karpenter labels its nodes with the maker of their GPUs.
 */
export function devicePluginValues() {
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: awsLabel("instance-gpu-manufacturer"), operator: "In", values: ["nvidia"] }] },
          ],
        },
      },
    },
    // A node with GPUs is of no use before the plugin runs, whatever other taints it has.
    tolerations: [{ operator: "Exists" }],
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
  };
}

/** The plugin by which Kubernetes learns of GPUs, where a pool asks for them: without it such nodes never become ready. */
export function installDevicePlugin({ name, parent, config }: KarpenterContext): kubernetes.helm.v3.Release[] {
  if (!config.nodePools.some(isGpuPool)) return [];
  const { chart, version, repository = "" } = NVIDIA_DEVICE_PLUGIN_CHART;
  return [
    new kubernetes.helm.v3.Release(
      `${name}-nvidia-device-plugin`,
      {
        name: "nvidia-device-plugin",
        namespace: NAMESPACE,
        chart,
        version,
        repositoryOpts: { repo: repository },
        values: devicePluginValues(),
        atomic: true,
        timeout: 300,
      },
      { parent },
    ),
  ];
}
