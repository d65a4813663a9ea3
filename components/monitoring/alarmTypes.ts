import type * as pulumi from "@pulumi/pulumi";

/** A metric of CloudWatch. */
export interface MetricRef {
  readonly namespace: string;
  readonly metricName: string;
  /** Exactly those the metric is published with: with others there is no such metric. */
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Sum" | "Average" | "Minimum" | "Maximum";
}

/** What an alarm is about: one metric, or an expression over several. */
export type AlarmSubject =
  | MetricRef
  | { readonly expression: string; readonly label: string; readonly metrics: Readonly<Record<string, MetricRef>> };

/** An alarm, by what people think about it. */
export interface AlarmSpec {
  /** Its name after the cluster's. */
  readonly key: string;
  /** What is happening when it goes off, in one sentence. */
  readonly summary: string;
  /** Page of docs/runbooks, without its ending. */
  readonly runbook: string;
  readonly subject: AlarmSubject;
  readonly compare: "above" | "below";
  readonly threshold: number;
  /** Seconds of one measurement. */
  readonly periodSeconds: number;
  /** Measurements in a row that have to be bad. */
  readonly periods: number;
  /** What no measurement means. `ignore` leaves the alarm as it is. */
  readonly missing: "breaching" | "notBreaching" | "ignore";
}

/** Names of the pages that alarms lead to. */
export const ALARM_RUNBOOKS = [
  "alarm-controller-errors",
  "alarm-interruption-queue",
  "alarm-control-plane",
  "alarm-system-nodes",
  "alarm-nat-gateway",
  "alarm-container-logs",
  "alarm-budget",
] as const;
