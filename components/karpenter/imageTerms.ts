import { z } from "zod";
import type { Report } from "../shared/rules.ts";
import { mapsOf } from "../shared/untyped.ts";

/** One way to find machine images. */
export interface ImageTerm {
  readonly alias?: string | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly ssmParameter?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * Families of images this platform's nodes run on, by the names of `amiFamily`. Windows is not among them, nor is
 * `Custom`, whose images join a cluster only with user data of their own.
 */
export const IMAGE_FAMILIES = ["AL2023", "Bottlerocket"] as const;
export type ImageFamily = (typeof IMAGE_FAMILIES)[number];

const FAMILY_OF_ALIAS: Readonly<Record<string, ImageFamily>> = { al2023: "AL2023", bottlerocket: "Bottlerocket" };

/** Characters of an alias, and terms of a class. Source: EC2NodeClass v1 of Karpenter 1.14.1. */
const ALIAS_MAX = 30;
const MAX_TERMS = 30;
const MAX_TAGS = 20;

/** Tags to find something by: neither key nor value may be empty. */
export const selectorTags = z
  .record(z.string(), z.string("allowed is text; a number or true/false wants quotes"))
  .superRefine((tags, context) => {
    if (Object.entries(tags).some(([key, value]) => key === "" || value === "")) {
      context.addIssue({
        code: "custom",
        message: 'allowed are tags with a key and a value; "*" as value stands for any',
      });
    }
    if (Object.keys(tags).length === 0 || Object.keys(tags).length > MAX_TAGS) {
      context.addIssue({ code: "custom", message: `allowed are 1 to ${MAX_TAGS} tags` });
    }
  });

/** The terms of a node class. Their rules across fields: {@link checkImageTerms}. */
export const imageTermsSchema = z
  .array(
    z.strictObject({
      /** Family and release of an AWS image, `al2023@v20260714`. The only field of the only term. */
      alias: z
        .string()
        .superRefine((alias, context) => {
          const problem = aliasProblem(alias);
          if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
        })
        .optional(),
      /** Id of an image. The only field of its term. */
      id: z
        .string()
        .regex(/^ami-[0-9a-z]+$/, 'allowed is an image id, "ami-" and hexadecimal digits')
        .optional(),
      /** Name of images, with * as wildcard. Goes with `owner`, or images of strangers match. */
      name: z.string().min(1, "allowed is the name of an image").optional(),
      /** Account id of the images' owner, or `self`, `amazon`. */
      owner: z
        .string("allowed is a quoted account id, self or amazon")
        .min(1, "allowed is an account id, self or amazon")
        .optional(),
      /** Name of an SSM parameter that holds an image's id. */
      ssmParameter: z.string().min(1, "allowed is the name of an SSM parameter").optional(),
      /** Tags of images. */
      tags: selectorTags.optional(),
    }),
  )
  .min(1, "allowed are one or more terms, or none of this field for the preset's image")
  .max(MAX_TERMS, `allowed are at most ${MAX_TERMS} terms`);

function aliasProblem(alias: string): string | undefined {
  const [family = "", release = "", ...more] = alias.split("@");
  if (more.length > 0 || release === "" || !Object.hasOwn(FAMILY_OF_ALIAS, family) || alias.length > ALIAS_MAX) {
    return `allowed is <family>@<release> with family al2023 or bottlerocket, at most ${ALIAS_MAX} characters: al2023@v20260714 or bottlerocket@v1.64.0`;
  }
  if (release === "latest") {
    return "would replace every node on the day AWS publishes an image; name a release, such as al2023@v20260714";
  }
  const form = family === "al2023" ? /^v[0-9]{8}$/ : /^v?[0-9]+\.[0-9]+\.[0-9]+$/;
  return form.test(release)
    ? undefined
    : `is no release of ${family}; allowed is ${family === "al2023" ? "al2023@v and eight digits, such as al2023@v20260714" : "bottlerocket@v and three numbers, such as bottlerocket@v1.64.0"}`;
}

/** The rules between terms, and between terms and `amiFamily`. Source: EC2NodeClass v1 of Karpenter 1.14.1 (CEL rules). */
export function checkImageTerms(terms: unknown, family: unknown, report: Report): void {
  const found = mapsOf(terms);
  for (const [index, term] of found) {
    const keys = Object.keys(term).filter((key) => term[key] !== undefined);
    if (keys.includes("alias") && (keys.length > 1 || found.length > 1)) {
      report(
        ["amiSelectorTerms", index, "alias"],
        "must stand alone: an alias is the only field of the only term. Write either one term with an alias, or terms with id, name, ssmParameter or tags and an amiFamily",
      );
    } else if (keys.includes("id") && keys.length > 1) {
      report(
        ["amiSelectorTerms", index, "id"],
        "must stand alone in its term; write further conditions as terms of their own",
      );
    } else if (!keys.some((key) => key !== "owner")) {
      report(
        ["amiSelectorTerms", index],
        "selects nothing; allowed is a term with alias, id, name, ssmParameter or tags",
      );
    } else if (keys.includes("name") && !keys.includes("owner")) {
      report(
        ["amiSelectorTerms", index, "owner"],
        'is missing: by name alone anybody\'s public image matches; write the owner\'s account id, "self" or "amazon"',
      );
    }
  }
  const alias = found.map(([, term]) => term.alias).find((given) => typeof given === "string");
  if (found.length > 0 && alias === undefined && family === undefined) {
    report(["amiFamily"], `is required where no alias says it: one of ${IMAGE_FAMILIES.join(", ")}`);
  }
  const implied = typeof alias === "string" ? FAMILY_OF_ALIAS[alias.split("@")[0] ?? ""] : undefined;
  if (implied !== undefined && family !== undefined && family !== implied) {
    report(["amiFamily"], `does not go with the alias ${String(alias)}; leave it out, or write ${implied}`);
  }
}

/** The family of a class's images: what the alias says, else what is said. */
export function familyOf(terms: readonly ImageTerm[], said: ImageFamily | undefined): ImageFamily {
  const alias = terms.find((term) => term.alias !== undefined)?.alias;
  const family = (alias === undefined ? undefined : FAMILY_OF_ALIAS[alias.split("@")[0] ?? ""]) ?? said;
  if (family === undefined) throw new Error("a node class without alias and amiFamily passed its checks");
  return family;
}
