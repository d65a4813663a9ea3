import { z } from "zod";
import { quantity } from "./container.ts";
import type { ScalingRules } from "./types.ts";

const replicas = z.int().min(1, "allowed is 1 or more");
const percent = z
  .int()
  .min(1, "allowed is a percentage of the request, 1 to 100")
  .max(100, "allowed is a percentage of the request, 1 to 100");

const rules = z.strictObject({
  /** Seconds over which the autoscaler takes the most careful of its recommendations. Default: 0. */
  stabilizationWindowSeconds: z
    .int()
    .min(0, "allowed are 0 to 3600 seconds")
    .max(3600, "allowed are 0 to 3600 seconds")
    .default(0),
  /** How much may change in how long; the policy that allows the most counts. */
  policies: z
    .array(
      z.strictObject({
        type: z.enum(["Pods", "Percent"]),
        value: z.int().min(1, "allowed is 1 or more"),
        periodSeconds: z.int().min(1, "allowed are 1 to 1800 seconds").max(1800, "allowed are 1 to 1800 seconds"),
      }),
    )
    .min(1, "allowed are one or more policies"),
});

/** Follows a spike at once, and leaves it slowly. */
const AGGRESSIVE: { readonly scaleUp: ScalingRules; readonly scaleDown: ScalingRules } = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    policies: [
      { type: "Percent", value: 100, periodSeconds: 10 },
      { type: "Pods", value: 100, periodSeconds: 10 },
    ],
  },
  scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
};

/** Presets of scaling behaviour, by name. */
export const BEHAVIOURS: Readonly<
  Record<"default" | "aggressive", { scaleUp?: ScalingRules; scaleDown?: ScalingRules }>
> = {
  default: {},
  aggressive: AGGRESSIVE,
};

/** A HorizontalPodAutoscaler's settings. */
export const autoscaling = z.strictObject({
  /** Whether the workload is scaled. Default: true in prod, and wherever another key of autoscaling is given. */
  enabled: z.boolean().optional(),
  /** Fewest replicas. Default: 3 in prod, 2 elsewhere. */
  minReplicas: replicas.optional(),
  /** Most replicas. Default: 10 in prod, 4 elsewhere. */
  maxReplicas: replicas.optional(),
  /** Average cpu use to aim at, in per cent of the request. Default: 60 in prod, 70 elsewhere. */
  cpu: percent.optional(),
  /** Average memory use to aim at, in per cent of the request. Default: 80. */
  memory: percent.default(80),
  /** Kubernetes' own scaling behaviour, or the preset for spikes: up to double, or by 100 pods, every 10 seconds; down by a tenth a minute after 5 minutes. Default: default. */
  behaviour: z.enum(["default", "aggressive"]).default("default"),
  /** Own rules for scaling up, in place of the preset's. Default: the preset's. */
  scaleUp: rules.optional(),
  /** Own rules for scaling down, in place of the preset's. Default: the preset's. */
  scaleDown: rules.optional(),
  /** Further metrics from outside the cluster. They take an adapter that serves the external metrics API, such as KEDA's. Default: none. */
  external: z
    .array(
      z.strictObject({
        /** Name of the metric. */
        name: z.string().min(1, "is required: the metric's name"),
        /** Labels that select its series. Default: none. */
        labels: z.record(z.string(), z.string()).default({}),
        /** What one pod can bear of it. */
        averageValue: quantity,
      }),
    )
    .default([]),
});

/** A PodDisruptionBudget: exactly one of the two. */
export const disruptionBudget = z
  .strictObject({
    /** Pods that must stay; fewer than the fewest replicas, so that a node can still be drained. */
    minAvailable: z.int().min(1, "allowed is 1 or more").optional(),
    /** Pods that may go at once. */
    maxUnavailable: z
      .custom<number | string>(
        (value) =>
          typeof value === "number"
            ? Number.isInteger(value) && value >= 1
            : typeof value === "string" && /^(?:100|[1-9]\d?)%$/.test(value),
        "allowed is 1 or more pods, or a percentage from 1% to 100%",
      )
      .optional(),
  })
  .refine((budget) => (budget.minAvailable === undefined) !== (budget.maxUnavailable === undefined), {
    message: "allowed is exactly one of minAvailable and maxUnavailable",
  });
