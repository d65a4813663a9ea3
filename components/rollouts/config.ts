import { z } from "zod";
import type { Tier } from "../shared/tiers.ts";
import { mapOf, textOf } from "../shared/untyped.ts";
import { counted } from "../shared/words.ts";

/** Argo Rollouts, resolved. */
export interface RolloutsConfig {
  readonly enabled: boolean;
  /** Undefined: the platform's own Prometheus, where there is one. */
  readonly prometheusAddress: string | undefined;
  /** Namespace of that Prometheus, where the stack names it. */
  readonly prometheusNamespace: string | undefined;
  readonly analysis: AnalysisConfig;
  readonly dashboard: boolean;
  readonly notifications: NotificationsConfig | undefined;
}

/** When each analysis counts as passed. */
export interface AnalysisConfig {
  /** Seconds between two measurements, and their number. */
  readonly intervalSeconds: number;
  readonly count: number;
  /** Bad measurements that are tolerated. */
  readonly failureLimit: number;
  /** Seconds of traffic that one measurement looks back on. */
  readonly windowSeconds: number;
  /** Least share of answers that are no server errors. */
  readonly successRate: number;
  /** Most seconds that 99 of 100 requests may take. */
  readonly latencyP99Seconds: number;
  /** Most restarts of the new version's containers in the window. */
  readonly restarts: number;
}

/** Where word of releases goes. Tokens are in a Secret that the platform refers to and does not make. */
export interface NotificationsConfig {
  readonly slack: { readonly channels: readonly string[]; readonly tokenKey: string };
}

/** Address of the platform's own Prometheus: the Service its operator makes for it. */
export const OWN_PROMETHEUS = "http://prometheus-operated.monitoring:9090";

const seconds = (max: number) =>
  z.int().min(10, `allowed are 10 to ${max} seconds`).max(max, `allowed are 10 to ${max} seconds`);

const analysis = z.strictObject({
  /** Seconds between two measurements. Default: 60. */
  intervalSeconds: seconds(3600).default(60),
  /** Number of measurements. Default: 5. */
  count: z.int().min(1, "allowed is 1 or more").max(100, "allowed are 1 to 100").default(5),
  /** Bad measurements that are tolerated; one more aborts the release. Default: 1, so the second aborts. */
  failureLimit: z.int().min(0, "allowed is 0 or more").default(1),
  /** Seconds of traffic that one measurement looks back on; no less than 120, four scrapes. Default: 120. */
  windowSeconds: z
    .int()
    .min(120, "allowed are 120 to 3600 seconds: rates take several scrapes")
    .max(3600, "allowed are 120 to 3600 seconds")
    .default(120),
  /** Least share of answers that are no server errors (5xx). Default: 0.99. */
  successRate: z
    .number()
    .gt(0, "allowed is a share above 0, up to 1")
    .lte(1, "allowed is a share above 0, up to 1")
    .default(0.99),
  /** Most seconds that 99 of 100 requests may take. Default: 0.5. */
  latencyP99Seconds: z
    .number()
    .gt(0, "allowed is a number of seconds above 0")
    .max(300, "allowed are up to 300 seconds")
    .default(0.5),
  /** Most restarts of the new version's containers in the window. Default: 0. */
  restarts: z.int().min(0, "allowed is 0 or more").default(0),
});

/** Schema of a stack's `rollouts`, by tier. */
export const rolloutsSchema = (tier: Tier) =>
  z
    .strictObject({
      /** Whether Argo Rollouts is installed. Default: true in prod, false elsewhere. */
      enabled: z.boolean().default(tier === "prod"),
      /** Address of the Prometheus that analyses ask. Default: the platform's own, where there is one. */
      prometheusAddress: z
        .url({
          protocol: /^https?$/,
          error: "allowed is an http or https URL such as http://prometheus.monitoring:9090",
        })
        .refine((url) => new URL(url).username === "" && new URL(url).password === "", {
          message: "allowed is a URL without user name and password",
          params: { hideValue: true },
        })
        .optional(),
      /** Namespace that Prometheus runs in, for one that is not the platform's: network policies let it scrape the applications. Default: the one its address names (`http://prometheus.metrics:9090`), where the platform has none of its own. */
      prometheusNamespace: z
        .string()
        .regex(
          /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
          "allowed is the name of one namespace: up to 63 lower-case letters, digits and hyphens",
        )
        .optional(),
      /** When analyses pass. */
      analysis: analysis
        .superRefine(
          (found, context) => {
            const { count, failureLimit } = mapOf(found);
            if (typeof count === "number" && typeof failureLimit === "number" && failureLimit >= count) {
              context.addIssue({
                code: "custom",
                path: ["failureLimit"],
                message: `tolerates every one of ${counted(count, "measurement")}; allowed is ${count - 1} or less`,
              });
            }
          },
          { when: () => true },
        )
        .prefault({}),
      /** Whether the dashboard is installed: read-only, reached by port forwarding only. Default: true. */
      dashboard: z.boolean().default(true),
      /** Messages about releases. Default: none. */
      notifications: z
        .strictObject({
          slack: z.strictObject({
            /** Channels, without the #. */
            channels: z
              .array(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, "allowed is a channel's name without the #"))
              .min(1, "allowed are one or more channels"),
            /** Key of the bot token in the Secret argo-rollouts-notification-secret of the namespace argo-rollouts. The Secret is brought by whoever keeps secrets (External Secrets, for instance). Default: slack-token. */
            tokenKey: z
              .string()
              .regex(/^[\w.-]+$/, "allowed is a key of a Secret")
              .default("slack-token"),
          }),
        })
        .optional(),
    })
    .superRefine(
      (found, context) => {
        const { prometheusAddress, prometheusNamespace } = mapOf(found);
        if (prometheusNamespace !== undefined && prometheusAddress === undefined) {
          context.addIssue({
            code: "custom",
            path: ["prometheusNamespace"],
            message: "says where the Prometheus of prometheusAddress runs; allowed is both, or neither",
          });
        }
      },
      { when: () => true },
    )
    .transform((found): RolloutsConfig => ({
      enabled: found.enabled,
      prometheusAddress: found.prometheusAddress,
      prometheusNamespace: found.prometheusNamespace,
      analysis: found.analysis,
      dashboard: found.dashboard,
      notifications: found.notifications,
    }));

/** The Prometheus that analyses ask, or undefined where there is none and no analysis can run. */
export function prometheusAddressOf(config: RolloutsConfig, ownPrometheus: boolean): string | undefined {
  return config.prometheusAddress ?? (ownPrometheus ? OWN_PROMETHEUS : undefined);
}

/**
 * Namespace of a Prometheus that is not the platform's and scrapes the applications; undefined where there is none, or
 * where it is not known to run in the cluster.
 */
export function scraperNamespace(config: RolloutsConfig, ownPrometheus: boolean): string | undefined {
  if (config.prometheusNamespace !== undefined) return config.prometheusNamespace;
  return ownPrometheus || config.prometheusAddress === undefined ? undefined : namespaceOf(config.prometheusAddress);
}

/** The namespace in the address of a Service: `name.namespace`, with or without `svc` and the cluster's domain. */
export function namespaceOf(address: string): string | undefined {
  const [, namespace, kind] = new URL(address).hostname.split(".");
  return kind === undefined || kind === "svc" ? namespace : undefined;
}

/**
 * Whether a `rollouts` section, as it stands in the stack file, leaves analyses without a Prometheus to ask. Whether
 * that is wrong depends on the applications: `applicationProblems` says so at each that runs an analysis.
 */
export function analysisNeedsPrometheus(rollouts: unknown, ownPrometheus: boolean): boolean {
  return !ownPrometheus && textOf(mapOf(rollouts).prometheusAddress) === undefined;
}
