import { z } from "zod";
import { ANALYSIS_TEMPLATES } from "../../shared/analysisTemplates.ts";
import { DURATION } from "../../shared/durations.ts";

/** How much a rollout may add to, or take from, the wanted number of pods. */
const podsOrPercent = z.custom<number | string>(
  (value) =>
    typeof value === "number"
      ? Number.isInteger(value) && value >= 0
      : typeof value === "string" && /^(?:100|\d{1,2})%$/.test(value),
  "allowed is a number of pods, or a percentage such as 25%",
);

const seconds = z
  .int()
  .min(0, "allowed is a number of seconds from 0 to 86400")
  .max(86400, "allowed is a number of seconds from 0 to 86400");

/** Analyses to run, by name. */
export const analysis = z.strictObject({
  /** Names of the platform's analysis templates. */
  templates: z
    .array(
      z.enum(ANALYSIS_TEMPLATES, {
        error: `names an unknown analysis template; allowed: ${ANALYSIS_TEMPLATES.join(", ")}`,
      }),
    )
    .min(1, `allowed are one or more of ${ANALYSIS_TEMPLATES.join(", ")}`),
});

const step = z
  .strictObject({
    /** Per cent of the traffic that the new version gets; of the pods, where no load balancer splits traffic. */
    setWeight: z.number().optional(),
    /** Waits for the duration, or, without one, until somebody promotes. */
    pause: z
      .strictObject({
        /** For instance `30s`, `5m` or `1h30m`. */
        duration: z.string().regex(DURATION, "allowed is a duration such as 30s, 5m or 1h30m").optional(),
      })
      .optional(),
    /** Waits for the analyses, and aborts the release when one fails. */
    analysis: analysis.optional(),
  })
  .refine((one) => Object.values(one).filter((value) => value !== undefined).length === 1, {
    message: "allowed is exactly one of setWeight, pause and analysis in a step",
  });

/** The steps of a canary unless the stack says others. */
export const DEFAULT_STEPS = [
  { setWeight: 20 },
  { pause: { duration: "5m" } },
  { analysis: { templates: ["success-rate"] } },
  { setWeight: 100 },
] as const;

const rolling = z.strictObject({
  /** Deployment with rolling updates. */
  kind: z.literal("rolling"),
  /** Pods above the wanted number during an update. Default: 25%. */
  maxSurge: podsOrPercent.default("25%"),
  /** Pods below the wanted number during an update. Default: 0. */
  maxUnavailable: podsOrPercent.default(0),
});

const canary = z.strictObject({
  /** Rollout that shifts traffic to the new version step by step. */
  kind: z.literal("canary"),
  /** The way to full weight. Default: 20 %, 5 minutes, the success-rate analysis, 100 %. */
  steps: z
    .array(step)
    .min(1, "allowed are one or more steps")
    .default([...DEFAULT_STEPS.map((one) => structuredClone(one))] as z.output<typeof step>[]),
  /** Pods above the wanted number during a release. Default: 25%. */
  maxSurge: podsOrPercent.default("25%"),
  /** Pods below the wanted number during a release. Default: 0. */
  maxUnavailable: podsOrPercent.default(0),
});

const blueGreen = z.strictObject({
  /** Rollout that runs both versions in full and switches between them. */
  kind: z.literal("blue-green"),
  /** Refused: steps belong to a canary. */
  steps: z
    .undefined({
      error: 'belongs to a canary; allowed with "blue-green" are pre- and post-promotion analyses, or kind "canary"',
    })
    .optional(),
  /** Whether the switch happens by itself once the new version is ready and its analysis has passed; otherwise somebody promotes. Default: true. */
  autoPromotion: z.boolean().default(true),
  /** Seconds after which a release that waits for promotion is promoted anyway. Default: never. */
  autoPromotionSeconds: seconds.optional(),
  /** Seconds the old version keeps running after the switch: the time for an instant way back. Default: 300. */
  scaleDownDelaySeconds: seconds.default(300),
  /** Replicas of the new version before the switch. Default: as many as the old one has. */
  previewReplicas: z.int().min(1, "allowed is 1 or more").optional(),
  /** Analysis before the switch. Nobody sends traffic to the preview, so only `restarts` has something to measure unless a test does. Default: restarts. */
  prePromotionAnalysis: analysis.default({ templates: ["restarts"] }),
  /** Analysis after the switch; switches back when it fails. Default: none. */
  postPromotionAnalysis: analysis.optional(),
});

/** How a new version replaces the old one. */
export const strategy = z.discriminatedUnion("kind", [rolling, canary, blueGreen]);
