import type { Plan } from "../plan.ts";
import { policyDocuments } from "./documents.ts";
import type { ProposedFile } from "./fileNames.ts";
import { kindOf } from "./kind.ts";

/** Every policy document of a plan as JSON, the statements in the order the program gives them. */
export function iamFiles(plan: Plan): ProposedFile[] {
  return policyDocuments(plan).map(({ resource, suffix, content }) => ({
    folder: "iam",
    base: resource.name + suffix,
    ending: ".json",
    tellApart: kindOf(resource.type),
    content: `${JSON.stringify(content, null, 2)}\n`,
  }));
}
