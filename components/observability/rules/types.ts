import type { Objectives, Thresholds } from "../configTypes.ts";

/** `critical` wakes somebody, `warning` waits for the working day. */
export const SEVERITIES = ["critical", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A question whose answer is kept, because several others build on it. */
export interface RecordingRule {
  /** Name of the new series, `level:metric:operation`. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A state of affairs that somebody has to do something about. */
export interface AlertRule {
  readonly alert: string;
  /** Gives a series for everything that is wrong. */
  readonly expr: string;
  /** How long it has to be wrong, as PromQL writes durations: `10m`. */
  readonly for: string;
  readonly severity: Severity;
  /** What is happening, in one sentence; may use the labels and the value of the series. */
  readonly summary: string;
  /** Page of docs/runbooks, without its ending. */
  readonly runbook: string;
}

/** The rules about one subject. */
export interface RuleGroup {
  readonly subject: string;
  readonly recordings: readonly RecordingRule[];
  readonly alerts: readonly AlertRule[];
}

/** A schedule of backups that is watched. */
export interface WatchedSchedule {
  /** Name of the Schedule. */
  readonly name: string;
  /** Hours between two backups, at the longest. */
  readonly longestPeriodHours: number;
}

/** An application whose answers are measured. */
export interface MeasuredApplication {
  readonly name: string;
  readonly namespace: string;
  /** Counter of its requests. */
  readonly requestsMetric: string;
  /** Label with the HTTP status of the answer. */
  readonly statusLabel: string;
  /** Label with the Service that was asked. */
  readonly serviceLabel: string;
  /** Services its users are answered by: of a canary the old and the new version, of a blue-green release the active one. */
  readonly services: readonly string[];
}

/** What there is to be watched, and how closely. */
export interface RuleContext {
  readonly objectives: Objectives;
  readonly thresholds: Thresholds;
  readonly karpenter: boolean;
  readonly rollouts: boolean;
  /** The schedules of Velero; undefined where it does not run. */
  readonly backups: readonly WatchedSchedule[] | undefined;
  readonly applications: readonly MeasuredApplication[];
}
