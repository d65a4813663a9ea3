import { z } from "zod";
import { mapOf } from "../shared/untyped.ts";
import { scheduleProblem } from "./schedule.ts";
import { BUDGET_DURATION_PATTERN } from "./durations.ts";

/** Why Karpenter takes a node away of its own accord. Expiry is no reason: it asks no budget. */
export const REASONS = ["Empty", "Drifted", "Underutilized"] as const;
export type DisruptionReason = (typeof REASONS)[number];

/** How many of a pool's nodes may go at once, for which reasons and when. The strictest budget that is open decides. */
export interface Budget {
  readonly nodes: string;
  readonly reasons?: readonly DisruptionReason[] | undefined;
  readonly schedule?: string | undefined;
  readonly duration?: string | undefined;
}

/** Ready sets of budgets. */
export const BUDGET_PRESETS = ["steady", "business-hours"] as const;
export type BudgetPreset = (typeof BUDGET_PRESETS)[number];

/**
 * `steady`: a tenth of the nodes at any time.
 *
 * `business-hours`: from 8 to 18 UTC on weekdays nothing is moved for drift or better packing, and a tenth of the nodes
 * may go when empty; a fifth at night; half from Friday 18:00 to Monday 8:00. The windows meet and never overlap:
 * between two open budgets the stricter would win, and where none is open Karpenter knows no limit at all.
 */
export const BUDGETS: Readonly<Record<BudgetPreset, readonly Budget[]>> = {
  steady: [{ nodes: "10%", reasons: REASONS }],
  "business-hours": [
    { nodes: "0", reasons: ["Drifted", "Underutilized"], schedule: "0 8 * * 1-5", duration: "10h" },
    { nodes: "10%", reasons: ["Empty"], schedule: "0 8 * * 1-5", duration: "10h" },
    { nodes: "20%", reasons: REASONS, schedule: "0 18 * * 1-4", duration: "14h" },
    { nodes: "50%", reasons: REASONS, schedule: "0 18 * * 5", duration: "62h" },
  ],
};

/** Budgets of one pool. Source: NodePool v1 of Karpenter 1.14.1. */
const MAX_BUDGETS = 50;

const budgetSchema = z
  .strictObject({
    /** Most nodes at a time: a count or a percentage, which rounds up. */
    nodes: z
      .string('allowed is text: a count such as "3" or a percentage such as "10%"')
      .regex(/^((100|[0-9]{1,2})%|[0-9]+)$/, 'allowed is a count such as "3" or a percentage such as "10%"'),
    /** What the budget speaks of. Default: everything. */
    reasons: z
      .array(z.enum(REASONS))
      .min(1, `allowed are one or more of ${REASONS.join(", ")}; leave it out for all`)
      .optional(),
    /** When the budget opens, in UTC: five cron fields or a descriptor such as @daily. Default: always open. */
    schedule: z
      .string()
      .superRefine((schedule, context) => {
        const problem = scheduleProblem(schedule);
        if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
      })
      .optional(),
    /** How long it stays open, in hours and minutes. */
    duration: z
      .string()
      .regex(BUDGET_DURATION_PATTERN, "allowed are hours and minutes such as 8h, 30m or 10h5m; days are hours here")
      .optional(),
  })
  .superRefine(
    (found, context) => {
      const { schedule, duration } = mapOf(found);
      if (schedule !== undefined && duration === undefined) {
        context.addIssue({
          code: "custom",
          path: ["duration"],
          message:
            'is missing: a schedule says when the budget opens, a duration such as "8h" for how long; write both or neither',
        });
      }
      if (duration !== undefined && schedule === undefined) {
        context.addIssue({
          code: "custom",
          path: ["schedule"],
          message: 'is missing: a duration counts from a schedule such as "0 8 * * 1-5"; write both or neither',
        });
      }
    },
    { when: () => true },
  );

/** Budgets of one's own. */
export const budgetsSchema = z
  .array(budgetSchema)
  .min(1, "allowed are one or more budgets; with none Karpenter knows no limit")
  .max(MAX_BUDGETS, `allowed are at most ${MAX_BUDGETS} budgets`);
