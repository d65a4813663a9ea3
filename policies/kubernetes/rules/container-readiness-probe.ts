import { resourceRule } from "../support/rule.ts";
import { eachServingContainer, probeProblem, SERVING_KINDS } from "../support/serving.ts";

/** A container that is ready when it starts gets traffic before it can answer, and a rollout goes on over its failures. */
export const containerReadinessProbe = resourceRule({
  name: "container-readiness-probe",
  description: "Give every container that opens a port a readiness probe, so that traffic and rollouts wait for it.",
  enforcementLevel: "mandatory",
  kinds: SERVING_KINDS,
  parameters: {},
  inspect: (object, findings) => {
    eachServingContainer(object, findings, (container) => {
      const problem = probeProblem(container, "readinessProbe");
      if (problem !== undefined) findings.violation(problem);
    });
  },
});
