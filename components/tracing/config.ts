import { z } from "zod";
import { LOG_RETENTION_DAYS, type LogRetentionDays } from "../shared/logRetention.ts";
import type { Tier } from "../shared/tiers.ts";
import { ADOT_VERSIONS, type KubernetesVersion } from "../shared/versions.ts";

/** A stack's `tracing`, resolved. */
export interface TracingConfig {
  readonly enabled: boolean;
  /** Version of the EKS add-on; undefined only where tracing is off. */
  readonly addonVersion: string | undefined;
  readonly replicas: number;
  /** Share of traces that are kept. */
  readonly sampleShare: number;
  /** Whether applications' metrics go to CloudWatch too. */
  readonly metrics: boolean;
  readonly logRetentionDays: LogRetentionDays;
}

/** What some defaults hang on. */
export interface TracingContext {
  /** The cluster's minor version, as far as the stack says a valid one. */
  readonly kubernetesVersion: KubernetesVersion | undefined;
}

/**
 * Schema of a stack's `tracing`: a collector of OpenTelemetry in the cluster, which sends traces to X-Ray and metrics to
 * CloudWatch. Off unless a stack turns it on.
 */
export const tracingSchema = (tier: Tier, { kubernetesVersion }: TracingContext) =>
  z
    .strictObject({
      /** Whether traces are collected: the EKS add-on adot, and with it cert-manager. Default: false. */
      enabled: z.boolean().default(false),
      /** Version of the EKS add-on adot. Required for a Kubernetes version that the platform pins none for; `aws eks describe-addon-versions --addon-name adot` lists them. Default: the pinned one. */
      addonVersion: z
        .string()
        .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "allowed is a version such as v0.151.0-eksbuild.2")
        .optional(),
      /** Collectors, which share what applications send. Default: 2 in prod, 1 elsewhere. */
      replicas: z.int("allowed are 1 to 20").min(1, "allowed are 1 to 20").max(20, "allowed are 1 to 20").optional(),
      /** Share of traces that are kept, above 0 and up to 1. X-Ray charges by trace. Default: 1. */
      sampleShare: z
        .number()
        .gt(0, "allowed is a share above 0 and up to 1; without any, turn tracing off")
        .max(1, "allowed is a share above 0 and up to 1")
        .default(1),
      /** Whether metrics that applications send become metrics of CloudWatch, by service. Charged by metric. Default: true. */
      metrics: z.boolean().default(true),
      /** Days the records are kept that CloudWatch makes those metrics of. Default: 365 in prod, 30 elsewhere. */
      logRetentionDays: z.literal(LOG_RETENTION_DAYS).optional(),
    })
    .superRefine((found, context) => {
      if (!found.enabled) return;
      if (tier === "prod" && found.replicas === 1) {
        context.addIssue({
          code: "custom",
          path: ["replicas"],
          message: "prod needs two or more: one is not there while its node is replaced",
        });
      }
      if (kubernetesVersion !== undefined && versionOf(found.addonVersion, kubernetesVersion) === undefined) {
        context.addIssue({
          code: "custom",
          path: ["addonVersion"],
          message: `no version of the add-on adot is pinned for Kubernetes ${kubernetesVersion}; allowed is to name one`,
        });
      }
    })
    .transform((found): TracingConfig => ({
      ...found,
      addonVersion: versionOf(found.addonVersion, kubernetesVersion),
      replicas: found.replicas ?? (tier === "prod" ? 2 : 1),
      logRetentionDays: found.logRetentionDays ?? (tier === "prod" ? 365 : 30),
    }));

function versionOf(given: string | undefined, minor: KubernetesVersion | undefined): string | undefined {
  return given ?? (minor && ADOT_VERSIONS[minor]);
}
