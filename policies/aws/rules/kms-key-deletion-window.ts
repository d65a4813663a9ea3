import { resourceRule } from "../support/rule.ts";
import { KMS_KEY } from "../support/types.ts";

/** A key deleted by mistake can be had back; what it encrypts cannot be read without it. */
export const kmsKeyDeletionWindow = resourceRule({
  name: "kms-key-deletion-window",
  description: "Let a KMS key wait before it is deleted: set deletionWindowInDays to the longest, 30.",
  types: [KMS_KEY],
  parameters: {
    minimumDays: {
      type: "integer",
      minimum: 7,
      maximum: 30,
      default: 30,
      description: "The shortest wait allowed, in days. KMS takes 7 to 30, and 30 when nothing is set.",
    },
  },
  check({ props, config, require }) {
    const minimum = config.minimumDays as number;
    require(props.get("deletionWindowInDays"), (field) =>
      !field.set() || (field.number() ?? 0) >= minimum, `set it to ${minimum} or more`);
  },
});
