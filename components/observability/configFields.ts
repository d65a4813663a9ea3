import { z } from "zod";
import { receiverSchema } from "./receivers.ts";
import { SEVERITIES } from "./rules/types.ts";

const share = (what: string) => z.number().gt(0, `allowed is ${what}`).lt(1, `allowed is ${what}`);
const count = (least: number, most: number, unit: string) => {
  const allowed = `allowed are ${least} to ${most} ${unit}`;
  return z.int(allowed).min(least, allowed).max(most, allowed);
};

/** Where runbooks are found unless the stack says otherwise: in the repository that has the rules. */
export const DEFAULT_RUNBOOKS = "docs/runbooks";

/** Fields of Prometheus and Alertmanager that hang on the tier are left open here. */
export const fields = z.strictObject({
  /** Whether Prometheus, Alertmanager and their rules are installed. Default: true in prod, false elsewhere. */
  enabled: z.boolean().optional(),
  /** Measurements and how long they are kept. */
  prometheus: z
    .strictObject({
      /** Replicas, each with all measurements on a volume of its own. Default: 2 in prod, 1 elsewhere. */
      replicas: count(1, 3, "replicas").optional(),
      /** Days measurements are kept. Default: 15 in prod, 5 elsewhere. */
      retentionDays: count(1, 365, "days").optional(),
      /** GiB of measurements that are kept, if days would be more; less than the volume, which also holds the log of the last hours. Default: 80 of 100 of the volume. */
      retentionGiB: count(1, 16_000, "GiB").optional(),
      /** GiB of each replica's volume: encrypted gp3, which can grow and never shrink. Default: 100 in prod, 20 elsewhere. */
      volumeGiB: count(5, 16_384, "GiB").optional(),
      /** MiB of memory each replica is given; it takes about 8 KiB a series. Default: 4096 in prod, 1024 elsewhere. */
      memoryMiB: count(512, 262_144, "MiB").optional(),
    })
    .prefault({}),
  /** Whether Grafana is installed, reached by port forwarding only. Default: true. */
  grafana: z.boolean().default(true),
  /** Whether node-exporter runs on every node. It reads the host's own files and so opens the namespace to privileged pods; the platform's rules do without it. Default: false. */
  nodeExporter: z.boolean().default(false),
  /** Alerts and who is told of them. */
  alerts: z
    .strictObject({
      /** Replicas of Alertmanager, which agree on what was sent. Default: 2 in prod, 1 elsewhere. */
      replicas: count(1, 3, "replicas").optional(),
      /** GiB of each replica's volume, for silences and what was sent. Default: 2. */
      volumeGiB: count(1, 100, "GiB").default(2),
      /**
       * What the pages of docs/runbooks are found under, in every alert and alarm: the URL at which your copy of this
       * repository shows them, such as https://github.com/your-org/eks-platform/blob/main/docs/runbooks. Default:
       * docs/runbooks, their path, which says where they are and cannot be clicked on.
       */
      runbookBaseUrl: z
        .string()
        .regex(
          /^(https:\/\/[^\s/@]+(\/[^\s?#]*)?[^\s?#/]|[\w.-]+(\/[\w.-]+)*)$/,
          "allowed is an https URL without user name and query, or a path in the repository; neither ends in a slash",
        )
        .default(DEFAULT_RUNBOOKS),
      /** Severities that are announced on the topic of the stack's alarms, where monitoring makes one. Default: critical; an empty list: none. */
      announce: z.array(z.enum(SEVERITIES)).default(["critical"]),
      /** Who is told besides. Default: nobody; alerts are seen in Alertmanager and Grafana. */
      receivers: z.array(receiverSchema).default([]),
    })
    .prefault({}),
  /** What the platform promises. */
  objectives: z
    .strictObject({
      /** Share of an application's answers that are no server errors, over 30 days. Default: 0.999. */
      availability: share("a share above 0 and below 1").default(0.999),
      /** How soon new pods have a node. */
      scaling: z
        .strictObject({
          /** Share of pods that must be bound in time. Default: 0.95. */
          share: share("a share above 0 and below 1").default(0.95),
          /** Seconds from a pod's creation until it is bound to a node. Default: 45. */
          seconds: count(1, 600, "seconds").default(45),
          /** Seconds past that before somebody is told. Default: 15. */
          toleranceSeconds: count(0, 600, "seconds").default(15),
        })
        .prefault({}),
    })
    .prefault({}),
  /** From where on something is worth an alert. */
  thresholds: z
    .strictObject({
      /** Seconds a pod may wait for a node. Default: 300. */
      podWaitSeconds: count(60, 3600, "seconds").default(300),
      /** Share of a node pool's limit that may be used. Default: 0.8. */
      poolLimitShare: share("a share above 0 and below 1").default(0.8),
      /** Nodes that may be replaced in an hour. Default: 10. */
      nodeReplacementsPerHour: count(1, 1000, "nodes").default(10),
      /** Spot interruptions within ten minutes that are still ordinary. Default: 5. */
      spotInterruptions: count(1, 1000, "interruptions").default(5),
      /** Minutes a release may be paused. Default: 60. */
      rolloutPauseMinutes: count(5, 10_080, "minutes").default(60),
      /** Hours since a schedule's last successful backup; schedules that run less often have their period and an hour. Default: 25. */
      backupAgeHours: count(2, 8_784, "hours").default(25),
      /** Days since the last successful restore drill. Default: 30. */
      restoreDrillDays: count(1, 366, "days").default(30),
      /** Share of requests that the API server may fail. Default: 0.01. */
      apiErrorShare: share("a share above 0 and below 1").default(0.01),
      /** Seconds that 99 of 100 requests to the API server may take; the Kubernetes project's own objective. Default: 1. */
      apiLatencySeconds: z
        .number()
        .gte(0.1, "allowed are 0.1 to 60 seconds")
        .lte(60, "allowed are 0.1 to 60 seconds")
        .default(1),
      /** Restarts of a container within ten minutes. Default: 5. */
      restarts: count(1, 100, "restarts").default(5),
      /** Share of a volume that should be free. Default: 0.15. */
      volumeFreeShare: share("a share above 0 and below 1").default(0.15),
      /** Days a kubelet's certificate should still be good for. Default: 7. */
      certificateDays: count(1, 365, "days").default(7),
    })
    .prefault({}),
});
