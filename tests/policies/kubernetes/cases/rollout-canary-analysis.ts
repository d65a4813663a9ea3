import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const analysis = { templates: [{ templateName: "success-rate" }] };
const canary = "spec.strategy.canary";

function rollout(steps: unknown, background?: unknown): PlannedResource {
  return {
    type: "kubernetes:argoproj.io/v1alpha1:Rollout",
    name: "web",
    props: { spec: { strategy: { canary: { steps, ...(background === undefined ? {} : { analysis: background }) } } } },
  };
}

const stepped = rollout([{ setWeight: 10 }, { analysis }, { setWeight: 50 }, { pause: { duration: "5m" } }]);
const pauses = [{ setWeight: 10 }, { pause: { duration: "5m" } }, { setWeight: 100 }];

export const cases: RuleCases = {
  rule: "rollout-canary-analysis",
  passes: {
    "passes an analysis among the steps": stepped,
    "passes an analysis before full weight": rollout([{ setWeight: 10 }, { analysis }, { setWeight: 100 }]),
    "passes a background analysis with a pause to work in": rollout(pauses, analysis),
    "passes a background analysis that starts before the pause": rollout(pauses, { ...analysis, startingStep: 1 }),
    "passes an experiment with analyses": rollout([
      { experiment: { templates: [], analyses: [{ name: "rate", templateName: "success-rate" }] } },
      { setWeight: 100 },
    ]),
    "says nothing of blue-green": {
      type: "kubernetes:argoproj.io/v1alpha1:Rollout",
      props: { spec: { strategy: { blueGreen: { activeService: "web" } } } },
    },
  },
  refuses: {
    "refuses a canary without an analysis": {
      plan: rollout([{ setWeight: 10 }, { pause: {} }]),
      says: ["spec.strategy.canary reaches full weight after its last step without an analysis before it"],
    },
    "refuses an analysis that comes with full weight": {
      plan: rollout([{ setWeight: 10 }, { setWeight: 100 }, { analysis }]),
      says: ["reaches full weight at spec.strategy.canary.steps[1].setWeight without an analysis"],
    },
    "refuses full weight as the first step": {
      plan: rollout([{ setWeight: 100 }, { analysis }]),
      says: ["reaches full weight at spec.strategy.canary.steps[0].setWeight"],
    },
    "refuses a canary without steps": {
      plan: rollout(undefined, analysis),
      says: ["spec.strategy.canary.steps is not set"],
    },
    "refuses empty steps": { plan: rollout([]), says: ["spec.strategy.canary.steps is not set"] },
    "refuses a background analysis with nothing to wait": {
      plan: rollout([{ setWeight: 10 }, { setWeight: 100 }, { pause: {} }], analysis),
      says: ["spec.strategy.canary.analysis starts at step 0 and nothing pauses"],
    },
    "refuses a background analysis that starts after the pause": {
      plan: rollout(pauses, { ...analysis, startingStep: 2 }),
      says: ["starts at step 2 and nothing pauses"],
    },
    "refuses an analysis step without a template": {
      plan: change(stepped, `${canary}.steps[1].analysis.templates`, []),
      says: ["without an analysis before it"],
    },
    "refuses a template without a name": {
      plan: change(stepped, `${canary}.steps[1].analysis.templates[0].templateName`, ""),
      says: ["without an analysis before it"],
    },
    "refuses a background analysis without a template": {
      plan: rollout(pauses, { templates: [] }),
      says: ["without an analysis before it"],
    },
    "refuses steps of the wrong shape": {
      plan: rollout("10%"),
      says: [`${canary}.steps is a string; it must be a list`],
    },
  },
  unclear: {
    "advises on unknown steps": { plan: rollout(UNKNOWN), unknown: `${canary}.steps`, says: [] },
    "advises on an unknown weight, which may be full": {
      plan: rollout([{ setWeight: UNKNOWN }, { pause: {} }]),
      unknown: `${canary}.steps[0].setWeight`,
      says: [],
    },
  },
};
