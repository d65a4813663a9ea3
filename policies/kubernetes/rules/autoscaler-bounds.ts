import { AUTOSCALER_KINDS, boundsOf } from "../support/autoscalers.ts";
import { resourceRule } from "../support/rule.ts";

/** The API server refuses crossed bounds only when it is asked, which is after half of a deployment. */
export const autoscalerBounds = resourceRule({
  name: "autoscaler-bounds",
  description: "Keep an autoscaler's lower bound at or below its upper bound, and its upper bound at 1 or more.",
  enforcementLevel: "mandatory",
  kinds: AUTOSCALER_KINDS,
  parameters: {},
  inspect: (autoscaler, findings) => {
    findings.check(() => {
      const { minimum, maximum, minimumPath, maximumPath } = boundsOf(autoscaler);
      if (maximum === undefined) {
        findings.violation(`${maximumPath} is not set; give an upper bound`);
        return;
      }
      if (minimum < 0) findings.violation(`${minimumPath} is ${minimum}; it must be 0 or more`);
      if (maximum < 1) findings.violation(`${maximumPath} is ${maximum}; it must be 1 or more`);
      if (minimum > maximum)
        findings.violation(`${minimumPath} is ${minimum}, above ${maximumPath}, which is ${maximum}`);
    });
  },
});
