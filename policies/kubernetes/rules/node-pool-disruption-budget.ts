import { openReasons, REASONS } from "../support/disruption.ts";
import { Malformed } from "../support/findings.ts";
import { NODE_POOL_KINDS } from "../support/nodePools.ts";
import { resourceRule } from "../support/rule.ts";

/** Budgets that never open keep every node as it is: neither cheaper nor patched. */
export const nodePoolDisruptionBudget = resourceRule({
  name: "node-pool-disruption-budget",
  description: "Leave every node pool a time at which its disruption budgets let at least one node go.",
  enforcementLevel: "mandatory",
  kinds: NODE_POOL_KINDS,
  parameters: {},
  inspect: (pool, findings) => {
    const disruption = pool.body.at("spec.disruption");
    findings.check(() => {
      for (const budget of disruption.get("budgets").list()) {
        findings.check(() => {
          const reasons = budget.get("reasons").strings();
          const unknown = reasons.filter((reason) => !REASONS.some((known) => known === reason));
          if (unknown.length === 0) return;
          throw new Malformed(
            `${budget.path}.reasons has ${unknown.join(", ")}; the reasons are ${REASONS.join(", ")}`,
          );
        });
      }
    });
    findings.check(() => {
      if (openReasons(disruption).length > 0) return;
      findings.violation(
        `${disruption.path}.budgets never open for any of ${REASONS.join(", ")}; give nodes: "0" a schedule and a duration that end, or a number above 0`,
      );
    });
  },
});
