import type { Receiver } from "./receivers.ts";
import type { Severity } from "./rules/types.ts";

/** A stack's `observability`, checked and with its defaults filled in. */
export interface ObservabilityConfig {
  readonly enabled: boolean;
  readonly prometheus: PrometheusConfig;
  readonly alertmanager: AlertmanagerConfig;
  /** Whether Grafana is installed. */
  readonly grafana: boolean;
  /** Whether node-exporter runs on every node, which takes access to the host. */
  readonly nodeExporter: boolean;
  /** What the pages of docs/runbooks are found under. */
  readonly runbookBaseUrl: string;
  readonly objectives: Objectives;
  readonly thresholds: Thresholds;
}

export interface PrometheusConfig {
  readonly replicas: number;
  /** Days and GiB of measurements that are kept, whichever is reached first. */
  readonly retentionDays: number;
  readonly retentionGiB: number;
  /** Size of each replica's volume. */
  readonly volumeGiB: number;
  readonly memoryMiB: number;
}

export interface AlertmanagerConfig {
  readonly replicas: number;
  readonly volumeGiB: number;
  readonly receivers: readonly Receiver[];
  /** Severities that are announced on the topic of the stack's alarms, where it has one. */
  readonly announce: readonly Severity[];
}

/** What the platform promises. */
export interface Objectives {
  /** Share of an application's answers that are no server errors, over 30 days. */
  readonly availability: number;
  /** Pods are bound to a node within `seconds` of being created, this share of them. */
  readonly scaling: { readonly share: number; readonly seconds: number; readonly toleranceSeconds: number };
}

/** From where on something is worth an alert. */
export interface Thresholds {
  /** Seconds a pod may wait for a node. */
  readonly podWaitSeconds: number;
  /** Share of a pool's limit that may be used. */
  readonly poolLimitShare: number;
  /** Nodes that may be replaced in an hour. */
  readonly nodeReplacementsPerHour: number;
  /** Spot interruptions within ten minutes that are still ordinary. */
  readonly spotInterruptions: number;
  /** Minutes a release may be paused. */
  readonly rolloutPauseMinutes: number;
  /** Hours since the last successful backup of a schedule. */
  readonly backupAgeHours: number;
  /** Days since the last successful restore drill. */
  readonly restoreDrillDays: number;
  /** Share of requests the API server may fail, and seconds 99 of 100 of them may take. */
  readonly apiErrorShare: number;
  readonly apiLatencySeconds: number;
  /** Restarts of a container within ten minutes. */
  readonly restarts: number;
  /** Share of a volume that should be free. */
  readonly volumeFreeShare: number;
  /** Days a kubelet's certificate should still be good for. */
  readonly certificateDays: number;
}
