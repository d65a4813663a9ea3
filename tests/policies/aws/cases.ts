import type { PolicyPackConfig } from "@pulumi/policy";
import type { PlannedResource } from "../../support/policies.ts";

/** A plan that breaks a rule in one way. */
export interface Broken {
  /** Ends the sentence "refuses ...". */
  what: string;
  plan: PlannedResource[];
  /** What the message must say, place included. */
  says: RegExp;
  /** Default: the rule's own. */
  config?: PolicyPackConfig;
}

/** A plan in which something is not known yet. */
export interface NotKnown {
  /** Ends the sentence "advises when ...". */
  what: string;
  plan: PlannedResource[];
  /** The places that the advice must name. */
  names: RegExp;
  /** A violation that must be reported all the same. */
  says?: RegExp;
}

/** All that is tried on one rule. */
export interface RuleCases {
  rule: string;
  /** Plans without a finding, each with the end of the sentence "accepts ...". */
  accepts: Record<string, PlannedResource[] | { plan: PlannedResource[]; config: PolicyPackConfig }>;
  refuses: Broken[];
  /** What the rule does while values are unknown; empty for rules that read nothing that can be. */
  unknown: NotKnown[];
}

/** A plan of one resource that tests change in one place at a time. */
export function fixture(
  type: string,
  base: Record<string, unknown>,
): (change?: Record<string, unknown>, more?: Omit<Partial<PlannedResource>, "type" | "props">) => PlannedResource[] {
  return (change = {}, more = {}) => [{ type, props: { ...structuredClone(base), ...change }, ...more }];
}
