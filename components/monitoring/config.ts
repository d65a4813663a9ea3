import { z } from "zod";
import type { Partition } from "../shared/aws.ts";
import { LOG_RETENTION_DAYS, type LogRetentionDays } from "../shared/logRetention.ts";
import type { Tier } from "../shared/tiers.ts";
import { listOf, mapOf, textOf } from "../shared/untyped.ts";
import { budgetProblem } from "./budgetRules.ts";

/** What a stack's `monitoring` came to. Defaults are filled in. */
export interface MonitoringConfig {
  readonly enabled: boolean;
  readonly logRetentionDays: LogRetentionDays;
  readonly containerLogs: boolean;
  readonly subscriptions: readonly Subscription[];
  /** US dollars a month; undefined for no budget. */
  readonly monthlyBudgetUsd: number | undefined;
  readonly controlPlaneDatabaseGiB: number;
  /** Undefined for none. */
  readonly metricStream: MetricStreamConfig | undefined;
}

/** Which metrics are sent on, and where to. */
export interface MetricStreamConfig {
  readonly namespaces: readonly string[];
  readonly destination: MetricDestination;
}

/** A delivery stream that is there already, or one of this stack's own with a bucket. */
export type MetricDestination =
  { readonly kind: "given"; readonly firehoseArn: string } | { readonly kind: "own"; readonly retentionDays: number };

/** Who hears of alarms. */
export interface Subscription {
  readonly protocol: "email" | "https";
  readonly endpoint: string;
}

/**
 * What the control plane's database holds before it takes no more writes, on a standard control plane.
 * Source: Amazon EKS User Guide, "Organize workloads with Amazon EKS clusters".
 */
const STANDARD_DATABASE_GIB = 8;

/** CloudWatch namespaces of what a platform is made of. */
const PLATFORM_METRICS = ["AWS/EKS", "AWS/EC2", "AWS/AutoScaling", "AWS/SQS", "AWS/NATGateway", "AWS/ApplicationELB"];

/** Days metrics are kept in the stack's own bucket unless the stack says otherwise: a quarter. */
const METRIC_RETENTION_DAYS = 90;

const fields = z.strictObject({
  /** Whether logs of containers are shipped to CloudWatch, and alarms set up there, which work when the cluster does not. Default: true in prod, false elsewhere. */
  enabled: z.boolean().optional(),
  /** Days logs of containers are kept. Default: 365 in prod, 30 elsewhere. */
  logRetentionDays: z.literal(LOG_RETENTION_DAYS).optional(),
  /** Whether logs of containers are shipped. Without them there are no alarms about errors of controllers. Default: true. */
  containerLogs: z.boolean().optional(),
  /** Who hears of alarms and of the budget. An address has to confirm before it gets anything. Default: nobody. */
  subscriptions: z
    .array(
      z.discriminatedUnion("protocol", [
        z.strictObject({ protocol: z.literal("email"), endpoint: z.email("allowed is an e-mail address") }),
        z.strictObject({
          protocol: z.literal("https"),
          endpoint: z.url({ protocol: /^https$/, error: "allowed is an address that begins with https://" }),
        }),
      ]),
    )
    .optional(),
  /** US dollars a month that what has this environment's tag may cost, before taxes. Default: no budget. */
  monthlyBudgetUsd: z
    .number()
    .positive("allowed is more than 0")
    .max(1_000_000_000, "allowed are at most 1000000000 US dollars")
    .optional(),
  /** GiB the control plane's database can hold. More than 8 only with a provisioned control plane. Default: 8. */
  controlPlaneDatabaseGiB: z
    .int("allowed is a whole number of GiB")
    .min(STANDARD_DATABASE_GIB, `allowed are ${STANDARD_DATABASE_GIB} GiB or more: no control plane has less`)
    .max(64, "allowed are at most 64 GiB")
    .optional(),
  /**
   * Metrics of CloudWatch that are sent on as they come: to the delivery stream named here, in OpenTelemetry's format, or,
   * where none is named, to an encrypted bucket that the stack makes, as lines of JSON. Charged by metric. Default: none.
   */
  metricStream: z
    .strictObject({
      /** ARN of a Firehose delivery stream of this account and region, which somebody else makes and encrypts. Default: one of the stack's own. */
      firehoseArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream\/[\w.-]{1,64}$/,
          "allowed is the ARN of a Firehose delivery stream",
        )
        .optional(),
      /** Days metrics are kept in the stack's own bucket; not with firehoseArn. Default: 90. */
      retentionDays: z
        .int("allowed is a whole number of days")
        .min(1, "allowed are 1 to 3650 days")
        .max(3650, "allowed are 1 to 3650 days")
        .optional(),
      /** CloudWatch namespaces to send. Default: AWS/EKS, AWS/EC2, AWS/AutoScaling, AWS/SQS, AWS/NATGateway, AWS/ApplicationELB. */
      namespaces: z
        .array(
          z.string().regex(/^[\w.\-/#:]{1,255}$/, "allowed is the name of a CloudWatch namespace, such as AWS/EKS"),
        )
        .min(1, "allowed is one namespace or more: without any, all of the account would be sent")
        .optional(),
    })
    .optional(),
});

/**
 * Schema of a stack's `monitoring`, by tier. Every rule speaks, also when other fields are wrong; messages say what is
 * allowed, and leave the path and the value found to the caller.
 */
export const monitoringSchema = (tier: Tier) =>
  fields
    .superRefine(
      (found, context) => {
        // Runs on input that failed the schema too, so nothing here has its type for sure.
        const endpoints = listOf(mapOf(found).subscriptions).map((one) => textOf(mapOf(one).endpoint));
        endpoints.forEach((endpoint, index) => {
          if (endpoint === undefined || endpoints.indexOf(endpoint) === index) return;
          context.addIssue({
            code: "custom",
            path: ["subscriptions", index, "endpoint"],
            message: "is subscribed already; allowed is each endpoint once",
          });
        });
        const { firehoseArn, retentionDays } = mapOf(mapOf(found).metricStream);
        if (firehoseArn !== undefined && retentionDays !== undefined) {
          context.addIssue({
            code: "custom",
            path: ["metricStream", "retentionDays"],
            message:
              "is for the stack's own bucket, and firehoseArn sends metrics elsewhere; allowed is one of the two",
          });
        }
      },
      { when: () => true },
    )
    .transform((found): MonitoringConfig => resolve(found, tier));

/** What is wrong with a stack's `monitoring` where it is; what the stack switches off may wait. Paths begin at the platform's object. */
export function monitoringProblems(
  monitoring: unknown,
  partition: Partition,
): { readonly path: readonly string[]; readonly message: string }[] {
  const { enabled, monthlyBudgetUsd } = mapOf(monitoring);
  const problem = budgetProblem(partition);
  if (enabled === false || monthlyBudgetUsd === undefined || problem === undefined) return [];
  return [{ path: ["monitoring", "monthlyBudgetUsd"], message: problem }];
}

/** What deserves a warning but no refusal. */
export function monitoringAdvice(
  { enabled, subscriptions, monthlyBudgetUsd }: MonitoringConfig,
  partition: Partition,
): string[] {
  if (!enabled) return [];
  return [
    ...(subscriptions.length === 0
      ? ["monitoring.subscriptions is empty: alarms change colour in CloudWatch, and nobody hears of them."]
      : []),
    ...(monthlyBudgetUsd === undefined && budgetProblem(partition) === undefined
      ? ["monitoring.monthlyBudgetUsd is not set: nobody is warned when this environment costs more than it should."]
      : []),
  ];
}

function resolve(found: z.output<typeof fields>, tier: Tier): MonitoringConfig {
  return {
    enabled: found.enabled ?? tier === "prod",
    logRetentionDays: found.logRetentionDays ?? (tier === "prod" ? 365 : 30),
    containerLogs: found.containerLogs ?? true,
    subscriptions: found.subscriptions ?? [],
    monthlyBudgetUsd: found.monthlyBudgetUsd,
    controlPlaneDatabaseGiB: found.controlPlaneDatabaseGiB ?? STANDARD_DATABASE_GIB,
    metricStream: found.metricStream && {
      namespaces: found.metricStream.namespaces ?? PLATFORM_METRICS,
      destination:
        found.metricStream.firehoseArn === undefined
          ? { kind: "own", retentionDays: found.metricStream.retentionDays ?? METRIC_RETENTION_DAYS }
          : { kind: "given", firehoseArn: found.metricStream.firehoseArn },
    },
  };
}
