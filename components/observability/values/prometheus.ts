import type { ValuesArgs } from "./args.ts";
import { disruptionBudget, RATHER_ON_DEMAND, spreadOf, volumeClaim } from "./scheduling.ts";

/**
 * Kinds whose objects the operator looks for. Unless told otherwise, the chart has it take those alone that carry the
 * release's own label, and the platform's components and applications bring monitors of their own.
 */
const SELECTORS = ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"];

/** Values of the chart for Prometheus itself. */
export function prometheusValues({ clusterName, config, storageClass }: ValuesArgs) {
  const { replicas, retentionDays, retentionGiB, volumeGiB, memoryMiB } = config.prometheus;
  return {
    enabled: true,
    podDisruptionBudget: disruptionBudget(replicas),
    // No authentication of its own: nothing but port forwarding and the pods that may ask it reach it.
    ingress: { enabled: false },
    service: { type: "ClusterIP" },
    prometheusSpec: {
      replicas,
      ...Object.fromEntries(SELECTORS.map((kind) => [`${kind}SelectorNilUsesHelmValues`, false])),
      scrapeInterval: "30s",
      evaluationInterval: "30s",
      externalLabels: { cluster: clusterName },
      retention: `${retentionDays}d`,
      retentionSize: `${retentionGiB}GiB`,
      walCompression: true,
      storageSpec: volumeClaim(storageClass, volumeGiB),
      // Deletes and snapshots for whoever reaches it, or nothing: nothing.
      enableAdminAPI: false,
      resources: {
        requests: { cpu: "250m", memory: `${memoryMiB}Mi` },
        limits: { memory: `${memoryMiB}Mi` },
      },
      podAntiAffinity: "soft",
      affinity: RATHER_ON_DEMAND,
      topologySpreadConstraints: spreadOf("prometheus"),
    },
  };
}
