import { resourceRule } from "../support/rule.ts";
import { eachServingContainer, probeProblem, SERVING_KINDS } from "../support/serving.ts";

/** Readiness takes a hung process out of service; only liveness restarts it. */
export const containerLivenessProbe = resourceRule({
  name: "container-liveness-probe",
  description: "Give every container that opens a port a liveness probe, so that a process that hangs is restarted.",
  enforcementLevel: "advisory",
  kinds: SERVING_KINDS,
  parameters: {},
  inspect: (object, findings) => {
    eachServingContainer(object, findings, (container) => {
      const problem = probeProblem(container, "livenessProbe");
      if (problem !== undefined) findings.violation(problem);
    });
  },
});
