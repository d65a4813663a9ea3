/** What a metric is; it decides which functions make sense of it. */
export type MetricType = "counter" | "gauge" | "histogram" | "summary";

/** A metric of an exporter. */
export interface Metric {
  readonly type: MetricType;
  /** Its own labels, as Prometheus stores them; `le` of a histogram and `quantile` of a summary go without saying. */
  readonly labels: readonly string[];
}

/** What one exporter offers of what rules and dashboards ask for. */
export interface Exporter {
  readonly name: string;
  /** Version whose documentation or source the list was taken from. */
  readonly version: string;
  /** Public name of that documentation. */
  readonly source: string;
  /** By name; a histogram without its suffixes `_bucket`, `_sum` and `_count`. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** A counter with these labels. */
export function counter(...labels: string[]): Metric {
  return { type: "counter", labels };
}

/** A gauge with these labels. */
export function gauge(...labels: string[]): Metric {
  return { type: "gauge", labels };
}

/** A classic histogram with these labels. */
export function histogram(...labels: string[]): Metric {
  return { type: "histogram", labels };
}

/** A summary with these labels. */
export function summary(...labels: string[]): Metric {
  return { type: "summary", labels };
}

/**
 * Labels that Prometheus itself puts on whatever a ServiceMonitor or PodMonitor has it scrape. Where a metric has a label
 * of the same name, and the monitor does not honour it, Prometheus stores that one as `exported_<name>`.
 * Source: Prometheus Operator documentation, v0.93, API reference, "ServiceMonitor".
 */
export const TARGET_LABELS = [
  "namespace",
  "pod",
  "container",
  "service",
  "endpoint",
  "job",
  "instance",
  "node",
] as const;
