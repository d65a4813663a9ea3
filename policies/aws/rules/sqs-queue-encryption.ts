import { resourceRule } from "../support/rule.ts";
import { QUEUE } from "../support/types.ts";

/** Messages are encrypted at rest; with SQS's own keys they cost nothing and EventBridge can still send. */
export const sqsQueueEncryption = resourceRule({
  name: "sqs-queue-encryption",
  description: "Encrypt every queue: set sqsManagedSseEnabled to true, or kmsMasterKeyId.",
  types: [QUEUE],
  check({ props, require }) {
    const key = props.get("kmsMasterKeyId");
    if (!key.known() || key.text()) return;
    require(props.get("sqsManagedSseEnabled"), (field) =>
      field.bool() === true, "set it to true, or set kmsMasterKeyId");
  },
});
