import type { Plan, PlannedResource } from "../plan.ts";
import { kindOf } from "./kind.ts";
import type { ProposedFile } from "./files.ts";
import { at, isList, parsePolicy, type Plain, SECRET_TEXT, text, UNKNOWN_TEXT, visibleInputs } from "./values.ts";

/** Inputs of AWS resources that hold a policy document, as a suffix of the file's name. */
const PROPERTIES: Readonly<Record<string, string>> = {
  policy: "",
  assumeRolePolicy: ".trust",
  accessPolicy: ".access",
  repositoryPolicy: ".repository",
  policyDocument: "",
};

/**
 * Every policy document of a plan as JSON, the statements in the order the program gives them: managed and inline
 * policies, trust policies, and the policies of queues, keys, buckets, topics, repositories and VPC endpoints.
 */
export function iamFiles(plan: Plan): ProposedFile[] {
  return plan.resources
    .filter(({ type, custom }) => custom && type.startsWith("aws:") && !/lifecycle/i.test(type))
    .flatMap((resource) => {
      const inputs = visibleInputs(resource);
      const own = Object.entries(PROPERTIES).map(([property, suffix]) =>
        documentFile(resource, suffix, inputs[property]),
      );
      const inline = isList(inputs.inlinePolicies)
        ? inputs.inlinePolicies.map((entry, index) =>
            documentFile(resource, `.inline-${text(at(entry, "name")) || String(index)}`, at(entry, "policy")),
          )
        : [];
      return [...own, ...inline].filter((file) => file !== undefined);
    });
}

function documentFile(resource: PlannedResource, suffix: string, value: Plain | undefined): ProposedFile | undefined {
  const hidden = value === UNKNOWN_TEXT || value === SECRET_TEXT;
  const document = hidden ? value : parsePolicy(value);
  if (document === undefined) return undefined;
  return {
    folder: "iam",
    base: resource.name + suffix,
    ending: ".json",
    tellApart: kindOf(resource.type),
    content: `${JSON.stringify(document, null, 2)}\n`,
  };
}
