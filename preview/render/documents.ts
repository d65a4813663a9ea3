import type { Plan, PlannedResource } from "../plan.ts";
import { at, isList, parsePolicy, type Plain, SECRET_TEXT, text, UNKNOWN_TEXT } from "./values.ts";
import { visibleInputs } from "./visible.ts";

/** A policy document of a plan. */
export interface PolicyDocument {
  readonly resource: PlannedResource;
  /** What tells it from other documents of its resource: `.trust` for instance, empty for the main one. */
  readonly suffix: string;
  /** The parsed document, or the text that stands for an unknown or secret one. */
  readonly content: Plain;
}

/** Inputs of AWS resources that hold a policy document -> suffix. */
const PROPERTIES: Readonly<Record<string, string>> = {
  policy: "",
  assumeRolePolicy: ".trust",
  accessPolicy: ".access",
  repositoryPolicy: ".repository",
  policyDocument: "",
};

/**
 * Every policy document of a plan: managed and inline policies, trust policies, and the policies of queues, keys,
 * buckets, topics, repositories and VPC endpoints.
 */
export function policyDocuments(plan: Plan): PolicyDocument[] {
  return plan.resources
    .filter(({ type, custom }) => custom && type.startsWith("aws:") && !/lifecycle/i.test(type))
    .flatMap((resource) => {
      const inputs = visibleInputs(resource);
      const own = Object.entries(PROPERTIES).map(([property, suffix]) => ({ suffix, content: read(inputs[property]) }));
      const inline = isList(inputs.inlinePolicies)
        ? inputs.inlinePolicies.map((entry, index) => ({
            suffix: `.inline-${text(at(entry, "name")) || String(index)}`,
            content: read(at(entry, "policy")),
          }))
        : [];
      return [...own, ...inline].flatMap(({ suffix, content }) =>
        content === undefined ? [] : [{ resource, suffix, content }],
      );
    });
}

function read(value: Plain | undefined): Plain | undefined {
  return value === UNKNOWN_TEXT || value === SECRET_TEXT ? value : parsePolicy(value);
}

/**
 * Whether the gate cannot read a document before deployment: it, or anything it may grant, is not known. What a denial
 * compares with may be open, for a denial only takes away.
 */
export function isUnread({ content }: PolicyDocument): boolean {
  const legible = JSON.stringify(content, (key, value: unknown) => (key === "Condition" ? undefined : value));
  const statements = at(content, "Statement");
  const grants = isList(statements) ? statements.filter((statement) => at(statement, "Effect") !== "Deny") : [content];
  return legible.includes(UNKNOWN_TEXT) || JSON.stringify(grants).includes(UNKNOWN_TEXT);
}
