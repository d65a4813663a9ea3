import { z } from "zod";
import { UsageError } from "../../cli/usageError.ts";
import { parseQuantity } from "./quantity.ts";
import { OPERATORS, requirement, type Requirement } from "./requirement.ts";
import { currentLabel } from "./labels.ts";

/** A Kubernetes quantity; YAML may hold it as text or as a number. */
export const quantitySchema = z
  .union([z.string(), z.number()])
  .refine((value) => parseQuantity(value) !== undefined, "allowed is a quantity such as 500m, 2 or 4Gi");

/** A map of strings, labels for instance. */
export const labelsSchema = z.record(z.string(), z.string()).default({});

/** A requirement as pools and node affinities write it. */
export const requirementSchema = z
  .object({
    key: z.string().min(1),
    operator: z.enum(OPERATORS),
    values: z.array(z.string()).default([]),
    minValues: z.int().positive().optional(),
  })
  .superRefine(({ operator, values }, context) => {
    const comparison = operator === "Gt" || operator === "Lt" || operator === "Gte" || operator === "Lte";
    if (comparison && (values.length !== 1 || !/^\d+$/.test(values[0] ?? ""))) {
      context.addIssue({
        code: "custom",
        path: ["values"],
        message: `${operator} takes exactly one whole number of 0 or more, in quotes`,
      });
    }
    if ((operator === "In" || operator === "NotIn") && values.length === 0) {
      context.addIssue({ code: "custom", path: ["values"], message: `${operator} needs at least one value` });
    }
  });

/** The requirement a piece of YAML stands for, under its label's current name. */
export function toRequirement({ key, operator, values, minValues }: z.infer<typeof requirementSchema>): Requirement {
  return requirement(currentLabel(key), operator, values, minValues);
}

/**
 * Checks a Kubernetes object against what this project reads of it.
 *
 * @param subject what the object is, for the message: `NodePool general`
 * @throws UsageError that names every field that is wrong, with what is allowed
 */
export function readObject<T>(schema: z.ZodType<T>, value: unknown, subject: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.map(String).join(".") || "the object"}: ${message}`,
  );
  throw new UsageError(`${subject} cannot be read:\n${problems.join("\n")}`);
}
