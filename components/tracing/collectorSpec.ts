import { collectorConfig, type CollectorConfigArgs } from "./collectorConfig.ts";
import { COLLECTOR_LABELS, SERVICE } from "./names.ts";

/** What the collector's object depends on. */
export interface CollectorSpecArgs extends CollectorConfigArgs {
  readonly replicas: number;
}

/** Any user but root will do: the image's own is a name, which Kubernetes cannot tell from root. */
const USER = 10001;

/**
 * Spec of an `opentelemetry.io/v1beta1` OpenTelemetryCollector. The image is the operator's own: it moves with the add-on.
 * Source: open-telemetry/opentelemetry-operator, v0.151.0, API reference.
 */
export function collectorSpec({ replicas, ...config }: CollectorSpecArgs) {
  return {
    mode: "deployment",
    managementState: "managed",
    // The configuration is ours: an operator that rewrites it would be undone at the next deployment.
    upgradeStrategy: "none",
    replicas,
    serviceAccount: SERVICE,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    podSecurityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    // One replica cannot both stay and let its node go.
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: COLLECTOR_LABELS },
    })),
    config: collectorConfig(config),
  };
}
