import { canaryProblem } from "../support/canary.ts";
import { resourceRule } from "../support/rule.ts";

/** Without an analysis a canary is a slow way to release a mistake to everyone. */
export const rolloutCanaryAnalysis = resourceRule({
  name: "rollout-canary-analysis",
  description:
    "Let an analysis judge every canary before it gets full weight, so that a bad release rolls itself back.",
  enforcementLevel: "mandatory",
  kinds: new Set(["argoproj.io/Rollout"]),
  parameters: {},
  inspect: (rollout, findings) => {
    findings.check(() => {
      const canary = rollout.body.at("spec.strategy.canary");
      if (!canary.present()) return;
      const problem = canaryProblem(canary);
      if (problem !== undefined) findings.violation(problem);
    });
  },
});
