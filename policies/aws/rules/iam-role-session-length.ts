import { resourceRule } from "../support/rule.ts";
import { ROLE } from "../support/types.ts";

/** Credentials that leak are worth little for long. */
export const iamRoleSessionLength = resourceRule({
  name: "iam-role-session-length",
  description: "Keep sessions short: leave a role's maxSessionDuration at one hour, which is IAM's default.",
  types: [ROLE],
  parameters: {
    maximumSeconds: {
      type: "integer",
      minimum: 3600,
      maximum: 43_200,
      default: 3600,
      description: "The longest session allowed, in seconds. IAM takes 3600 to 43200.",
    },
  },
  check({ props, config, require }) {
    const maximum = config.maximumSeconds as number;
    require(props.get("maxSessionDuration"), (field) =>
      !field.set() || (field.number() ?? Infinity) <= maximum, `set it to at most ${maximum} seconds`);
  },
});
