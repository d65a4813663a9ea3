import { z } from "zod";
import { type AwsScope, partitionOf } from "../shared/aws.ts";

/** Tags that every resource carries, so that a bill can be read and an owner found. */
export const REQUIRED_TAGS = [
  "platform",
  "environment",
  "owner",
  "cost-center",
  "business-unit",
  "compliance",
] as const;

/** Tags by key; the required ones are there. */
export type PlatformTags = Readonly<Record<(typeof REQUIRED_TAGS)[number], string>> & Readonly<Record<string, string>>;

/** The `aws` provider's configuration, resolved. */
export interface AwsConfig {
  readonly scope: AwsScope;
  readonly tags: PlatformTags;
}

/** AWS allows 50 tags on a resource; this many leave room for those a component adds. */
const MAX_DEFAULT_TAGS = 40;

// Source: Tagging AWS Resources User Guide, "Tag naming limits and requirements".
const tagKey = z
  .string()
  .regex(
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
    'allowed is a tag key of 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with "aws:"',
  );
const tagValue = z
  .string("allowed is text; a number or true/false wants quotes")
  .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, "allowed are up to 256 letters, digits, spaces and _.:/=+-@");

/**
 * Schema of the `aws:*` keys of a stack file. Further keys (`aws:profile` and the like) are the provider's own business
 * and pass.
 */
export const awsSchema = z
  .object({
    /** Region of the whole stack. */
    region: z
      .string("is required: a region such as eu-central-1")
      .regex(/^(?!us-iso)[a-z]{2}(-gov)?-[a-z]+-\d$/, "allowed is a region such as eu-central-1"),
    /** The one account the provider may touch. It also makes every ARN of ours known before deployment. */
    allowedAccountIds: z
      .array(
        z
          .string("allowed is a quoted account id; without quotes YAML drops leading zeros")
          .regex(/^\d{12}$/, "allowed is an account id of 12 digits"),
      )
      .length(1, "allowed is exactly one account id: a stack lives in one account"),
    /** Tags of everything the provider makes. */
    defaultTags: z.strictObject({
      tags: z.record(tagKey, tagValue).superRefine((tags, context) => {
        for (const key of REQUIRED_TAGS) {
          if (!tags[key])
            context.addIssue({ code: "custom", path: [key], message: "is required: every resource is tagged with it" });
        }
        if (Object.keys(tags).length > MAX_DEFAULT_TAGS) {
          context.addIssue({
            code: "custom",
            message: `allowed are at most ${MAX_DEFAULT_TAGS} default tags: AWS takes 50, and components add their own`,
          });
        }
      }),
    }),
  })
  .transform((aws): AwsConfig => {
    const [accountId = ""] = aws.allowedAccountIds;
    return {
      scope: { region: aws.region, accountId, partition: partitionOf(aws.region) },
      // The check above refuses a map without the required keys.
      tags: aws.defaultTags.tags as PlatformTags,
    };
  });
