import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const prometheus = { address: "http://prometheus:9090", query: "sum(rate(errors[5m]))" };

function template(metric: Record<string, unknown>): PlannedResource {
  return {
    type: "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate",
    name: "rate",
    props: { spec: { metrics: [{ name: "rate", provider: { prometheus }, ...metric }] } },
  };
}

function success(successCondition: unknown): PlannedResource {
  return template({ successCondition });
}

const guarded = success("len(result) > 0 && result[0] >= 0.99");
const says = ["spec.metrics[0].successCondition does not say what an empty result means"];

export const cases: RuleCases = {
  rule: "analysis-template-empty-results",
  passes: {
    "passes a condition that wants a result": guarded,
    "passes a condition that lets no result through on purpose": success("len(result) == 0 || result[0] < 0.01"),
    "passes a guard against what is not a number": success("!isNaN(result[0]) && result[0] < 0.5"),
    "passes a default": success("default(result, 0) < 5"),
    "passes both conditions guarded": template({
      successCondition: "len(result)>=1 && result[0] < 1",
      failureCondition: "len( result ) != 0 && result[0] > 5",
    }),
    "says nothing of other providers": template({ provider: { web: {} }, successCondition: "result.ok" }),
  },
  refuses: {
    "refuses a condition without a guard": { plan: success("result[0] >= 0.99"), says },
    "refuses all(), which holds of nothing": { plan: success("all(result, # < 1000)"), says },
    "refuses a guard that always holds": { plan: success("len(result) >= 0 && result[0] < 1"), says },
    "refuses a guard within a text": { plan: success('result[0] < 1 && "len(result) > 0" != ""'), says },
    "refuses a failure condition without a guard": {
      plan: template({ successCondition: "len(result) > 0", failureCondition: "result[0] > 5" }),
      says: ["spec.metrics[0].failureCondition does not say"],
    },
    "refuses a metric without a condition": {
      plan: template({}),
      says: ["spec.metrics[0] has neither successCondition nor failureCondition"],
    },
    "refuses it in a cluster's template and in a second metric": {
      plan: {
        ...change(guarded, "spec.metrics[1]", { provider: { prometheus }, successCondition: "result[0] > 0" }),
        type: "kubernetes:argoproj.io/v1alpha1:ClusterAnalysisTemplate",
      },
      says: ["spec.metrics[1].successCondition"],
    },
    "refuses a condition of the wrong shape": {
      plan: success(true),
      says: ["spec.metrics[0].successCondition is a boolean; it must be a string"],
    },
  },
  unclear: {
    "advises on an unknown condition and still refuses another": {
      plan: template({ successCondition: UNKNOWN, failureCondition: "result[0] > 5" }),
      unknown: "spec.metrics[0].successCondition",
      says: ["spec.metrics[0].failureCondition"],
    },
  },
};
