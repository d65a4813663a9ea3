import type { z } from "zod";
import type { Report } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, numberOf, textOf } from "../shared/untyped.ts";
import { fields } from "./configFields.ts";
import type { ObservabilityConfig } from "./configTypes.ts";
import { ALARM_TOPIC, NOBODY } from "./names.ts";

export type { ObservabilityConfig } from "./configTypes.ts";

/** GiB beyond the kept measurements that a volume needs: the log of the last hours, and blocks that are being merged. */
const VOLUME_SHARE = 0.85;
/** Share of the volume that is used unless the stack says otherwise. */
const RETENTION_SHARE = 0.8;
/** Buckets of the histogram of waiting times end here; what is slower cannot be told apart. Source: Karpenter, v1.14.1, DurationBuckets. */
const LONGEST_BUCKET_SECONDS = 600;
/** A burn of the budget this fast must still be less than everything. Source: "The Site Reliability Workbook", chapter 5. */
const FASTEST_BURN = 14.4;

/**
 * Schema of a stack's `observability`, by tier. Every rule speaks, also when other fields are wrong; messages say what is
 * allowed, and leave the path and the value found to the caller.
 *
 * Off outside prod, where two small fixed nodes have no room for it; any stack may turn it on.
 */
export const observabilitySchema = (tier: Tier) =>
  fields
    .superRefine(
      (found, context) => {
        check(mapOf(found), tier, (path, message) => {
          context.addIssue({ code: "custom", path, message });
        });
      },
      { when: () => true },
    )
    .transform((found): ObservabilityConfig => resolve(found, tier));

/** Whether an `observability` section, as it stands in the stack file, is on: whether the platform has a Prometheus of its own. */
export function observabilityOn(tier: Tier, observability: unknown): boolean {
  const { enabled } = mapOf(observability);
  return typeof enabled === "boolean" ? enabled : tier === "prod";
}

/**
 * What deserves a warning but no refusal.
 *
 * @param alarms whether the stack has alarms in AWS, and with them a topic
 */
export function observabilityAdvice(
  { enabled, alertmanager, runbookBaseUrl }: ObservabilityConfig,
  alarms: boolean,
): string[] {
  const heard = alertmanager.receivers.length > 0 || (alarms && alertmanager.announce.length > 0);
  return [
    ...(enabled && !heard
      ? [
          "observability.alerts.receivers is empty: alerts are seen in Alertmanager and Grafana, and nobody hears of them.",
        ]
      : []),
    ...((enabled || alarms) && !runbookBaseUrl.startsWith("https://")
      ? [
          `observability.alerts.runbookBaseUrl is no URL: alerts and alarms name their runbooks by path (${runbookBaseUrl}/...), which nobody can click on.`,
        ]
      : []),
  ];
}

function check(found: Readonly<Record<string, unknown>>, tier: Tier, report: Report): void {
  const prometheus = mapOf(found.prometheus);
  const volume = numberOf(prometheus.volumeGiB) ?? defaults(tier).volumeGiB;
  const kept = numberOf(prometheus.retentionGiB);
  if (kept !== undefined && kept > volume * VOLUME_SHARE) {
    report(
      ["prometheus", "retentionGiB"],
      `leaves no room on a volume of ${volume} GiB for the log and for merging; allowed are at most ${Math.floor(volume * VOLUME_SHARE)} GiB`,
    );
  }
  for (const [path, section] of [
    ["prometheus", prometheus],
    ["alerts", mapOf(found.alerts)],
  ] as const) {
    if (tier === "prod" && numberOf(section.replicas) === 1) {
      report([path, "replicas"], "prod needs two or three: one is not there while its node is replaced");
    }
  }

  const names = listOf(mapOf(found.alerts).receivers).map((receiver) => textOf(mapOf(receiver).name));
  names.forEach((name, index) => {
    if (name !== undefined && names.indexOf(name) < index) {
      report(["alerts", "receivers", index, "name"], "is the name of another receiver; allowed is each name once");
    }
    if (name === NOBODY || name === ALARM_TOPIC) {
      report(
        ["alerts", "receivers", index, "name"],
        "is the name of a receiver of the platform's own; allowed is another",
      );
    }
  });

  const objectives = mapOf(found.objectives);
  const availability = numberOf(objectives.availability);
  if (availability !== undefined && availability > 0 && FASTEST_BURN * (1 - availability) >= 1) {
    report(
      ["objectives", "availability"],
      "is so low that its budget can never burn fast; allowed is more than 0.93, such as 0.99 or 0.999",
    );
  }
  const scaling = mapOf(objectives.scaling);
  const [seconds, tolerance] = [numberOf(scaling.seconds) ?? 45, numberOf(scaling.toleranceSeconds) ?? 15];
  if (seconds + tolerance >= LONGEST_BUCKET_SECONDS) {
    report(
      ["objectives", "scaling", "seconds"],
      `is with toleranceSeconds beyond what is measured; allowed is a sum below ${LONGEST_BUCKET_SECONDS} seconds`,
    );
  }
}

function defaults(tier: Tier) {
  return tier === "prod"
    ? { replicas: 2, retentionDays: 15, volumeGiB: 100, memoryMiB: 4096 }
    : { replicas: 1, retentionDays: 5, volumeGiB: 20, memoryMiB: 1024 };
}

function resolve(found: z.output<typeof fields>, tier: Tier): ObservabilityConfig {
  const { prometheus, alerts } = found;
  const fallback = defaults(tier);
  const volumeGiB = prometheus.volumeGiB ?? fallback.volumeGiB;
  return {
    enabled: observabilityOn(tier, found),
    prometheus: {
      replicas: prometheus.replicas ?? fallback.replicas,
      retentionDays: prometheus.retentionDays ?? fallback.retentionDays,
      retentionGiB: prometheus.retentionGiB ?? Math.floor(volumeGiB * RETENTION_SHARE),
      volumeGiB,
      memoryMiB: prometheus.memoryMiB ?? fallback.memoryMiB,
    },
    alertmanager: {
      replicas: alerts.replicas ?? fallback.replicas,
      volumeGiB: alerts.volumeGiB,
      receivers: alerts.receivers,
      announce: alerts.announce,
    },
    grafana: found.grafana,
    nodeExporter: found.nodeExporter,
    runbookBaseUrl: alerts.runbookBaseUrl,
    objectives: found.objectives,
    thresholds: found.thresholds,
  };
}
