import { z } from "zod";
import { dnsLabel } from "./container.ts";

const oneOrMany = z.custom<string | string[]>(
  (value) => typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string")),
  "allowed is text, or a list of texts",
);

/** An IAM role for the application's service account, by EKS Pod Identity. */
export const podIdentity = z.strictObject({
  /** What the role allows. Whole services and all resources at once are refused. */
  statements: z
    .array(
      z
        .strictObject({
          /**
           * IAM actions, each of one service: `s3:GetObject`, `sqs:Receive*`. Those that give permissions or take on
           * roles (`iam`, `sts`, `organizations`, `account`) are refused.
           */
          actions: z
            .array(
              z
                .string()
                .regex(
                  /^(?!iam:|sts:|organizations:|account:)[a-z0-9-]+:[A-Z][A-Za-z0-9]*\*?$/,
                  "allowed is an action such as s3:GetObject, of any service but iam, sts, organizations and account; a whole service (s3:*) is not",
                ),
            )
            .min(1, "allowed are one or more actions"),
          /** ARNs, or `*` where a condition narrows it. */
          resources: z
            .array(
              z
                .string()
                .regex(/^(?:\*|arn:aws(?:-cn|-us-gov)?:[^\s]+)$/, 'allowed is an ARN, or "*" together with conditions'),
            )
            .min(1, "allowed are one or more ARNs"),
          /** IAM conditions: operator, key, value. Default: none. */
          conditions: z.record(z.string(), z.record(z.string(), oneOrMany)).optional(),
        })
        .refine(
          (statement) => !statement.resources.includes("*") || Object.keys(statement.conditions ?? {}).length > 0,
          {
            path: ["resources"],
            message: 'allowed are ARNs; "*" only together with conditions that narrow it',
          },
        ),
    )
    .min(1, "allowed are one or more statements"),
});

/** A taint that the application's pods put up with. */
export const toleration = z.strictObject({
  /** Key of the taint. */
  key: z.string().regex(/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9][\w.-]*$/, "allowed is a taint's key such as dedicated"),
  /** Value of the taint. Default: any. */
  value: z.string().optional(),
  /** Effect of the taint. Default: NoSchedule. */
  effect: z.enum(["NoSchedule", "NoExecute", "PreferNoSchedule"]).default("NoSchedule"),
});

/** Name of a node pool. */
export const nodePool = dnsLabel();
