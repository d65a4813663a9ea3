import type { Field } from "./field.ts";
import type { StackContext, StackResource } from "./rule.ts";

/** The parameter by which a rule is told whether EBS's own key will do. */
export const CUSTOMER_KEY_PARAMETER = {
  type: "boolean",
  default: true,
  description: "Whether the key must be one of the platform's own rather than EBS's.",
} as const;

/** Requires that a volume is encrypted, with a key of the platform's own unless the configuration says otherwise. */
export function requireEncryption(resource: StackResource, volume: Field, context: StackContext): void {
  context.require(resource, volume.get("encrypted"), (field) => field.bool() === true, "set it to true");
  if (context.config.customerKey === true) context.requireKey(resource, volume.get("kmsKeyId"));
}
