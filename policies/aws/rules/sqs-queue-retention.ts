import { resourceRule } from "../support/rule.ts";
import { QUEUE } from "../support/types.ts";

/** How long a message may wait is a decision: an interruption notice from yesterday is about a node long gone. */
export const sqsQueueRetention = resourceRule({
  name: "sqs-queue-retention",
  description: "Say how long messages of every queue are kept: set messageRetentionSeconds.",
  types: [QUEUE],
  parameters: {
    maximumSeconds: {
      type: "integer",
      minimum: 60,
      maximum: 1_209_600,
      default: 1_209_600,
      description: "The longest retention allowed, in seconds. SQS itself allows 60 to 1209600 (14 days).",
    },
  },
  check({ props, config, require }) {
    const maximum = config.maximumSeconds as number;
    require(props.get("messageRetentionSeconds"), (field) => {
      const seconds = field.number();
      return seconds !== undefined && seconds >= 60 && seconds <= maximum;
    }, `set it to 60 to ${maximum} seconds`);
  },
});
