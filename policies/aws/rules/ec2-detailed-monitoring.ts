import { resourceRule } from "../support/rule.ts";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SPOT_INSTANCE } from "../support/types.ts";

/** A node in trouble shows after a minute, not after five. */
export const ec2DetailedMonitoring = resourceRule({
  name: "ec2-detailed-monitoring",
  description:
    "Measure machines every minute: set monitoring.enabled of a launch template, or monitoring of an instance.",
  types: [LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION, INSTANCE, SPOT_INSTANCE],
  check({ type, props, require }) {
    const field =
      type === LAUNCH_TEMPLATE
        ? props.get("monitoring").get("enabled")
        : props.get(type === LAUNCH_CONFIGURATION ? "enableMonitoring" : "monitoring");
    // Launch configurations have it on unless they say otherwise.
    require(field, (known) => known.bool() ?? type === LAUNCH_CONFIGURATION, "set it to true");
  },
});
