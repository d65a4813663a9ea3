import { resourceRule } from "../support/rule.ts";

/** Logs are kept as long as an audit asks for them, and no longer than somebody decided. */
export const cloudwatchLogGroupRetention = resourceRule({
  name: "cloudwatch-log-group-retention",
  description: "Say how long every log group keeps its events: set retentionInDays to at least the required days.",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  parameters: {
    minimumDays: {
      type: "integer",
      minimum: 1,
      maximum: 3653,
      default: 365,
      description: "The shortest retention allowed, in days. A year covers an annual audit.",
    },
  },
  check({ props, config, require }) {
    const minimum = config.minimumDays as number;
    require(
      props.get("retentionInDays"), // 0 means for ever, which nobody decided.
      (field) => (field.number() ?? 0) >= minimum,
      `set it to ${minimum} days or more`,
    );
  },
});
