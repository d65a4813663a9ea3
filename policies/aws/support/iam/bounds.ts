import type { ResourceContext } from "../rule.ts";
import { matches } from "./glob.ts";

/** Parameter of the rules on what is granted: a permissions boundary says what others may grant, and grants nothing. */
export const BOUNDS = {
  bounds: {
    type: "array" as const,
    items: { type: "string" as const },
    default: [],
    description:
      "Names of managed policies that are permissions boundaries, which grant nothing and are attached to nobody; * and ? are wildcards.",
  },
};

/** Whether a resource is a managed policy that the configuration calls a boundary. */
export function isBoundary({ type, props, config }: Pick<ResourceContext, "type" | "props" | "config">): boolean {
  const name = type === "aws:iam/policy:Policy" ? props.get("name").text() : undefined;
  return name !== undefined && (config.bounds as readonly string[]).some((pattern) => matches(pattern, name));
}
