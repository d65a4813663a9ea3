import { transportRule } from "../support/carriers.ts";
import { QUEUE, QUEUE_POLICY } from "../support/types.ts";

/** Messages do not travel in the clear. */
export const sqsQueueTransportEncryption = transportRule({
  name: "sqs-queue-transport-encryption",
  description: "Refuse plain HTTP to every queue: a queue policy that denies sqs:* when aws:SecureTransport is false.",
  carrier: QUEUE,
  policy: QUEUE_POLICY,
  reference: "queueUrl",
  names: ["url", "id"],
  service: "sqs",
});
