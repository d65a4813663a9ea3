import { crossContradiction } from "../support/instanceTypes.ts";
import { labelRequirements, NODE_POOL_KINDS, readRequirement } from "../support/nodePools.ts";
import { combine, DOMAINS, requirementProblem } from "../support/requirements.ts";
import type { Requirement } from "../support/requirements.ts";
import { resourceRule } from "../support/rule.ts";

/** Such a pool is accepted and reported ready; it only never makes a node. */
export const nodePoolRequirements = resourceRule({
  name: "node-pool-requirements",
  description: "Write node pool requirements and labels that some instance type can meet together.",
  enforcementLevel: "mandatory",
  kinds: NODE_POOL_KINDS,
  parameters: {},
  inspect: (pool, findings) => {
    const template = pool.body.at("spec.template");
    // Those that are known contradict each other, or not, whatever the others turn out to be.
    const requirements: Requirement[] = [];
    findings.check(() => {
      for (const item of template.at("spec.requirements").list()) {
        findings.check(() => {
          requirements.push(readRequirement(item));
        });
      }
    });
    findings.check(() => {
      requirements.push(...labelRequirements(template.at("metadata.labels")));
    });
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
