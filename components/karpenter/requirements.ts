import { z } from "zod";
import { mapOf } from "../shared/untyped.ts";
import { counted } from "../shared/words.ts";
import { labelKeyProblem, labelValueProblem } from "./labels.ts";

/** Operators of a requirement. Source: NodePool v1 of Karpenter 1.14.1. */
export const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a node must be like, as it stands in a NodePool. */
export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values?: readonly string[] | undefined;
  readonly minValues?: number | undefined;
}

/** Labels and requirements a pool may have together. Source: NodePool v1 of Karpenter 1.14.1. */
export const MAX_REQUIREMENTS = 100;

const COMPARISONS: readonly unknown[] = ["Gt", "Lt", "Gte", "Lte"];

/** One requirement, by the rules Karpenter's CRD and controller have for it. */
export const requirementSchema = z
  .strictObject({
    /** Label of the node, `karpenter.k8s.aws/instance-category` for instance. */
    key: z.string().superRefine((key, context) => {
      const problem = labelKeyProblem(key);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    }),
    /** How the label's value is compared. */
    operator: z.enum(OPERATORS),
    /** What it is compared with; text, so numbers want quotes. Left out with Exists and DoesNotExist. */
    values: z.array(z.string("allowed is text; a number or true/false wants quotes")).optional(),
    /** Fewest different values the instance types on offer must have, 1 to 50. Default: no minimum. */
    minValues: z
      .int("allowed is a whole number from 1 to 50")
      .min(1, "allowed is a whole number from 1 to 50")
      .max(50, "allowed is a whole number from 1 to 50")
      .optional(),
  })
  .superRefine(
    (found, context) => {
      const { key, operator, values, minValues } = mapOf(found);
      const given = Array.isArray(values) ? (values as unknown[]) : [];
      const problem = valuesProblem(operator, given, minValues);
      if (problem !== undefined) context.addIssue({ code: "custom", path: ["values"], message: problem });
      if (COMPARISONS.includes(operator) || typeof key !== "string") return;
      for (const [index, value] of given.entries()) {
        const wrong = typeof value === "string" ? labelValueProblem(key, value) : undefined;
        if (wrong !== undefined) context.addIssue({ code: "custom", path: ["values", index], message: wrong });
      }
    },
    { when: () => true },
  );

function valuesProblem(operator: unknown, values: readonly unknown[], minValues: unknown): string | undefined {
  if (operator === "In" || operator === "NotIn") {
    if (values.length === 0) return `${operator} needs one or more values; without values write Exists or DoesNotExist`;
    if (operator === "In" && typeof minValues === "number" && values.length < minValues) {
      return `has fewer values than minValues asks for; allowed with ${counted(values.length, "value")} is a minValues of at most ${values.length}`;
    }
    return undefined;
  }
  if (operator === "Exists" || operator === "DoesNotExist") {
    return values.length > 0 ? `${operator} takes no values; to name values write In or NotIn` : undefined;
  }
  if (!COMPARISONS.includes(operator)) return undefined;
  const [value] = values;
  return values.length === 1 && typeof value === "string" && /^[0-9]+$/.test(value)
    ? undefined
    : `${String(operator)} needs exactly one value, a whole number in quotes such as ["2"]`;
}
