import type { NodeAgentMode } from "./configTypes.ts";

/** Kopia keeps its configuration and cache below the home directory, and the root file system is read-only. */
export const HOME = { name: "HOME", value: "/scratch" };

/** Pods that keep a backup repository small, one a repository and hour at most. */
export const REPOSITORY_MAINTENANCE = {
  repositoryConfigData: {
    name: "velero-repo-maintenance",
    global: {
      keepLatestMaintenanceJobs: 3,
      podResources: { cpuRequest: "100m", memoryRequest: "256Mi", cpuLimit: "1", memoryLimit: "1Gi" },
    },
  },
};

/** Pods that move one volume's data each. Kopia's memory grows with the number of files. */
const MOVER_RESOURCES = { cpuRequest: "200m", memoryRequest: "256Mi", cpuLimit: "2", memoryLimit: "2Gi" };
const AGENT_RESOURCES = { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } };

/**
 * The chart's values for the agents on the nodes. They run as root, as restored files have any owner; the nodes' pod
 * directories are mounted only where file-system backups need them. They are on every node, although their service account
 * administers the cluster: a volume's data is read in its zone, and restored on the node its pod was scheduled to, and an
 * agent has to be there.
 * Sources: chart velero 12.1.0; Velero 1.18 documentation, "CSI Snapshot Data Movement", "Node Selection for Data
 * Movement" and "File System Backup".
 */
export function nodeAgentValues(mode: NodeAgentMode) {
  if (mode === "none") return { deployNodeAgent: false };
  return {
    deployNodeAgent: true,
    nodeAgent: {
      disableHostPath: mode === "data-movement",
      resources: AGENT_RESOURCES,
      // A volume can be on any node.
      tolerations: [{ operator: "Exists" }],
      podSecurityContext: { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
      // The chart prefixes the name of the map with that of the release.
      extraArgs: ["--node-agent-configmap=velero-node-agent"],
    },
    configMaps: { "node-agent": { data: { "node-agent.json": JSON.stringify({ podResources: MOVER_RESOURCES }) } } },
  };
}
