import { HEALTH_PORT, OTLP_PORTS } from "./names.ts";

/** What the collectors' configuration depends on. */
export interface CollectorConfigArgs {
  readonly clusterName: string;
  readonly region: string;
  /** Share of traces that are kept, above 0 and up to 1. */
  readonly sampleShare: number;
  /** Where metrics go; undefined where none are collected. */
  readonly metrics: { readonly namespace: string; readonly logGroup: string } | undefined;
}

/** Every signal goes through these first: a collector that is short of memory refuses, and its senders try again. */
const LIMIT = "memory_limiter";
const CLUSTER = "resource/cluster";

/**
 * Configuration of the collectors: applications send by OTLP; traces go to X-Ray, metrics to CloudWatch.
 *
 * Metrics become metrics of CloudWatch by service alone. By everything an application says about itself, each of its pods
 * would be charged as metrics of its own; what else it says is in the records, for CloudWatch Logs Insights.
 * Sources: AWS Distro for OpenTelemetry docs, "Getting Started with X-Ray Receiver/Exporter" and "CloudWatch EMF Exporter";
 * OpenTelemetry Collector v0.151, memorylimiterprocessor, batchprocessor; contrib, probabilisticsamplerprocessor.
 */
export function collectorConfig({ clusterName, region, sampleShare, metrics }: CollectorConfigArgs) {
  const sampled = sampleShare < 1;
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `0.0.0.0:${OTLP_PORTS.grpc}` },
          http: { endpoint: `0.0.0.0:${OTLP_PORTS.http}` },
        },
      },
    },
    processors: {
      [LIMIT]: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 25 },
      [CLUSTER]: { attributes: [{ key: "k8s.cluster.name", value: clusterName, action: "upsert" }] },
      ...(sampled && { probabilistic_sampler: { sampling_percentage: percent(sampleShare) } }),
      "batch/traces": { timeout: "1s", send_batch_size: 50 },
      ...(metrics && { "batch/metrics": { timeout: "60s" } }),
    },
    exporters: {
      awsxray: { region },
      ...(metrics && {
        awsemf: {
          region,
          namespace: metrics.namespace,
          // It is made with its key and retention; one made by the collector would have neither.
          log_group_name: metrics.logGroup,
          resource_to_telemetry_conversion: { enabled: true },
          dimension_rollup_option: "NoDimensionRollup",
          metric_declarations: [{ dimensions: [["service.name"]], metric_name_selectors: [".*"] }],
        },
      }),
    },
    extensions: { health_check: { endpoint: `0.0.0.0:${HEALTH_PORT}` } },
    service: {
      extensions: ["health_check"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: [LIMIT, CLUSTER, ...(sampled ? ["probabilistic_sampler"] : []), "batch/traces"],
          exporters: ["awsxray"],
        },
        ...(metrics && {
          metrics: {
            receivers: ["otlp"],
            processors: [LIMIT, CLUSTER, "batch/metrics"],
            exporters: ["awsemf"],
          },
        }),
      },
    },
  };
}

/** In hundredths of a per cent: 0.07 is 7, and not 7.000000000000001. */
function percent(share: number): number {
  return Math.max(1, Math.round(share * 10_000)) / 100;
}
