import { openReasons } from "../support/disruption.ts";
import { parseDuration } from "../support/duration.ts";
import { NODE_POOL_KINDS } from "../support/nodePools.ts";
import { resourceRule } from "../support/rule.ts";

/** A node that lives for ever keeps the kernel it was born with. */
export const nodePoolExpiry = resourceRule({
  name: "node-pool-expiry",
  description:
    "Say in every node pool when its nodes expire; Never only where drift is let to replace them, by a budget that opens for it.",
  enforcementLevel: "mandatory",
  kinds: NODE_POOL_KINDS,
  parameters: {},
  inspect: (pool, findings) => {
    const expiry = pool.body.at("spec.template.spec.expireAfter");
    const text = expiry.string();
    if (text === undefined) {
      findings.violation(`${expiry.path} is not set; say it, such as 720h`);
    } else if (text === "Never") {
      if (openReasons(pool.body.at("spec.disruption")).includes("Drifted")) return;
      findings.violation(
        `${expiry.path} is Never and no budget ever opens for drift, so nodes are never replaced; set an expiry or open a window for Drifted`,
      );
    } else if (!/^([0-9]+(s|m|h))+$/.test(text) || (parseDuration(text) ?? 0) <= 0) {
      findings.violation(`${expiry.path} is "${text}"; give hours, minutes and seconds, such as 720h, or Never`);
    }
  },
});
