import { eachInStackRule } from "../support/rule.ts";
import { TOPIC } from "../support/types.ts";

/** Alerts and events are encrypted at rest. */
export const snsTopicEncryption = eachInStackRule({
  name: "sns-topic-encryption",
  description: "Encrypt every topic: set kmsMasterKeyId to a KMS key.",
  types: [TOPIC],
  check(resource, { requireKey }) {
    requireKey(resource, resource.props.get("kmsMasterKeyId"));
  },
});
