import { transportRule } from "../support/carriers.ts";
import { TOPIC, TOPIC_POLICY } from "../support/types.ts";

/** Notifications do not travel in the clear. */
export const snsTopicTransportEncryption = transportRule({
  name: "sns-topic-transport-encryption",
  description: "Refuse plain HTTP to every topic: a topic policy that denies sns:* when aws:SecureTransport is false.",
  carrier: TOPIC,
  policy: TOPIC_POLICY,
  reference: "arn",
  names: ["arn", "id"],
  service: "sns",
});
