import { alertmanagerConfig } from "../alertmanagerConfig.ts";
import { ALERTMANAGER_ACCOUNT } from "../names.ts";
import type { ValuesArgs } from "./args.ts";
import { disruptionBudget, RATHER_ON_DEMAND, spreadOf, volumeClaim } from "./scheduling.ts";

/** Values of the chart for Alertmanager. */
export function alertmanagerValues({ config, storageClass, announcement }: ValuesArgs) {
  const { replicas, volumeGiB, receivers } = config.alertmanager;
  return {
    enabled: true,
    podDisruptionBudget: disruptionBudget(replicas),
    ingress: { enabled: false },
    // By this name a role is given to it.
    serviceAccount: { create: true, name: ALERTMANAGER_ACCOUNT },
    config: alertmanagerConfig(receivers, announcement),
    alertmanagerSpec: {
      replicas,
      // Mounted as files, which the configuration names.
      secrets: [...new Set(receivers.map(({ secret }) => secret))],
      storage: volumeClaim(storageClass, volumeGiB),
      resources: { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      podAntiAffinity: "soft",
      affinity: RATHER_ON_DEMAND,
      topologySpreadConstraints: spreadOf("alertmanager"),
    },
  };
}
