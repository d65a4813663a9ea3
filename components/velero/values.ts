import type * as pulumi from "@pulumi/pulumi";
import { VELERO_IMAGES } from "../shared/versions.ts";
import { LOCATION_NAME, VELERO_SERVICE_ACCOUNT } from "./args.ts";
import type { NodeAgentMode } from "./configTypes.ts";
import { HOME, nodeAgentValues, REPOSITORY_MAINTENANCE } from "./nodeAgentValues.ts";

/**
 * What the values of Velero's chart depend on. The two that are only known when the bucket is made stay inputs of their
 * own, so that policies can read everything around them before.
 */
export interface ValuesArgs {
  readonly region: string;
  readonly clusterName: string;
  readonly bucket: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly nodeAgent: NodeAgentMode;
  readonly serviceMonitors: boolean;
  /** Region of a bucket that is another cluster's and only read. Default: the bucket is this cluster's. */
  readonly readFrom?: string;
}

const PLUGIN_RESOURCES = { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } };
const JOB_RESOURCES = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } };
/** Source: Velero 1.18 documentation, "Customize Velero Install", default resources; no limit on cpu, which would only slow backups down. */
const SERVER_RESOURCES = { requests: { cpu: "500m", memory: "128Mi" }, limits: { memory: "1Gi" } };

/** The image names its user by name, which the kubelet cannot tell from root; this is the number of the plugin's. */
const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  fsGroup: 65532,
  seccompProfile: { type: "RuntimeDefault" },
};
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/**
 * Values of the chart `velero` 12.1.0.
 *
 * Credentials come from EKS Pod Identity, and a credentials file would hide them from the plugin: hence no secret. The
 * region is given everywhere, for it cannot be asked of the node's metadata service. `EnableCSI` is what has volumes
 * snapshotted by their driver, with the driver's role. A definition is upgraded by the chart's hook, before the rest.
 */
export function veleroValues(args: ValuesArgs) {
  const { region, clusterName, nodeAgent, serviceMonitors, readFrom } = args;
  return {
    image: { ...VELERO_IMAGES.server, pullPolicy: "IfNotPresent" },
    initContainers: [
      {
        name: "velero-plugin-for-aws",
        image: VELERO_IMAGES.awsPlugin,
        imagePullPolicy: "IfNotPresent",
        volumeMounts: [{ name: "plugins", mountPath: "/target" }],
        resources: PLUGIN_RESOURCES,
        securityContext: CONTAINER_SECURITY,
      },
    ],
    resources: SERVER_RESOURCES,
    podSecurityContext: POD_SECURITY,
    containerSecurityContext: CONTAINER_SECURITY,
    upgradeCRDs: true,
    upgradeJobResources: JOB_RESOURCES,
    cleanUpCRDs: false,
    // Backups that are running fail when the server restarts, so it keeps to the nodes that stay where it can.
    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] },
          },
        ],
      },
    },
    credentials: { useSecret: false },
    serviceAccount: { server: { create: true, name: VELERO_SERVICE_ACCOUNT } },
    backupsEnabled: true,
    snapshotsEnabled: true,
    configuration: {
      features: "EnableCSI",
      logFormat: "json",
      uploaderType: "kopia",
      backupStorageLocation: [
        {
          name: LOCATION_NAME,
          provider: "aws",
          bucket: args.bucket,
          default: true,
          accessMode: readFrom === undefined ? "ReadWrite" : "ReadOnly",
          // The algorithm follows from the key; said as well, it is known before the key is.
          config: { region: readFrom ?? region, kmsKeyId: args.keyArn, serverSideEncryption: "aws:kms" },
        },
      ],
      volumeSnapshotLocation: [{ name: LOCATION_NAME, provider: "aws", config: { region } }],
      repositoryMaintenanceJob: REPOSITORY_MAINTENANCE,
      extraEnvVars: [
        { name: "AWS_REGION", value: region },
        // Volumes the plugin makes are tagged as this cluster's.
        { name: "AWS_CLUSTER_NAME", value: clusterName },
        HOME,
      ],
    },
    metrics: {
      enabled: true,
      serviceMonitor: { enabled: serviceMonitors, autodetect: false },
      nodeAgentPodMonitor: { enabled: serviceMonitors && nodeAgent !== "none", autodetect: false },
      // The rules belong to whoever runs Prometheus.
      prometheusRule: { enabled: false },
    },
    // The chart's own schedules would escape the policies: ours are resources of their own.
    schedules: {},
    ...nodeAgentValues(nodeAgent),
  };
}
