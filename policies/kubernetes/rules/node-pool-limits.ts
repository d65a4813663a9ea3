import { NODE_POOL_KINDS } from "../support/nodePools.ts";
import { strings } from "../support/parameters.ts";
import { parseQuantity } from "../support/quantity.ts";
import { resourceRule } from "../support/rule.ts";

/** One runaway autoscaler is an invoice without an upper bound. */
export const nodePoolLimits = resourceRule({
  name: "node-pool-limits",
  description: "Give every node pool limits on what it may make, in cpu, memory or nodes.",
  enforcementLevel: "mandatory",
  kinds: NODE_POOL_KINDS,
  parameters: {
    resources: strings(["cpu", "memory", "nodes"], "Resources of which at least one must be limited."),
  },
  inspect: (pool, findings, { resources }) => {
    const limits = pool.body.at("spec.limits");
    findings.check(() => {
      for (const [resource, limit] of limits.entries()) {
        findings.check(() => {
          const text = limit.text() ?? "";
          if (resources.includes(resource) && parseQuantity(text) === undefined) {
            findings.violation(`${limit.path} is "${text}"; give a quantity, such as 200 or 800Gi`);
          }
        });
      }
    });
    findings.check(() => {
      if (resources.some((resource) => limits.get(resource).present())) return;
      findings.violation(`${limits.path} limits none of ${resources.join(", ")}`);
    });
  },
});
