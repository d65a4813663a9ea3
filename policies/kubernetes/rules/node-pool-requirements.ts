import { crossContradiction } from "../support/instanceTypes.ts";
import { NODE_POOL_KINDS, poolRequirements } from "../support/nodePools.ts";
import { combine, DOMAINS, requirementProblem } from "../support/requirements.ts";
import { resourceRule } from "../support/rule.ts";

/** Such a pool is accepted and reported ready; it only never makes a node. */
export const nodePoolRequirements = resourceRule({
  name: "node-pool-requirements",
  description: "Write node pool requirements and labels that some instance type can meet together.",
  enforcementLevel: "mandatory",
  kinds: NODE_POOL_KINDS,
  parameters: {},
  inspect: (pool, findings) => {
    const requirements = poolRequirements(pool.body);
    const wrong = requirements.map(requirementProblem);
    for (const problem of wrong) {
      if (problem !== undefined) findings.violation(problem);
    }
    const byKey = combine(requirements.filter((_, index) => wrong[index] === undefined));
    let empty = false;
    for (const [key, remaining] of byKey) {
      if (!remaining.isEmpty()) continue;
      empty = true;
      const domain = Object.hasOwn(DOMAINS, key) ? `, whose values are ${(DOMAINS[key] ?? []).join(", ")}` : "";
      findings.violation(`no node can meet ${remaining.paths.join(" and ")} on ${key}${domain}; widen one`);
    }
    const cross = empty ? undefined : crossContradiction(byKey);
    if (cross === undefined) return;
    const paths = [cross.key, cross.other].flatMap((key) => byKey.get(key)?.paths ?? []);
    findings.violation(
      `none of the instances listed for ${cross.key} meets ${cross.other} (${paths.join(", ")}); widen one`,
    );
  },
});
