import { refusal, type Refusals } from "./refusal.ts";

/** What an API server has against a pod disruption budget. */
export const DISRUPTION_BUDGET: Refusals = {
  kind: "PodDisruptionBudget",
  cases: {
    "a field with a slip in its name": refusal(
      "spec.minAvailabel",
      2,
      ".spec.minAvailabel: field not declared in schema",
    ),
    "both bounds": refusal("spec.maxUnavailable", 1, "minAvailable and maxUnavailable cannot be both set"),
    "fewer than no pods": refusal("spec.minAvailable", -1, "must be greater than or equal to 0"),
    "more than all pods": refusal("spec.minAvailable", "101%", "must not be greater than 100%"),
    "a number as text": refusal("spec.minAvailable", "2", "a valid percent string must be a numeric string"),
    "a bound in words": refusal("spec.minAvailable", "half", "a valid percent string must be a numeric string"),
    "a bound that is yes or no": refusal("spec.minAvailable", true, "cannot unmarshal bool"),
    "an eviction policy there is not": refusal(
      "spec.unhealthyPodEvictionPolicy",
      "Sometimes",
      'Unsupported value: "Sometimes"',
    ),
    "an operator there is not": refusal(
      "spec.selector",
      { matchExpressions: [{ key: "app", operator: "Like", values: ["a"] }] },
      '"Like": not a valid selector operator',
    ),
    "In without values": refusal(
      "spec.selector",
      { matchExpressions: [{ key: "app", operator: "In" }] },
      "must be specified when `operator` is 'In' or 'NotIn'",
    ),
    "a label's key that is none": refusal("spec.selector.matchLabels", { "a b": "c" }, "name part must consist of"),
    "a label's value that is none": refusal("spec.selector.matchLabels", { a: "b c" }, "a valid label must be"),
    "a selector that is no map": refusal("spec.selector", "app=myapp", ".spec.selector: expected map"),
  },
};
