import { refusal, type Refusals } from "./refusal.ts";

const cpu = (target: object) => [{ type: "Resource", resource: { name: "cpu", target } }];
const HALF = { type: "Utilization", averageUtilization: 50 };
const scaleUp = (fields: object) => ({ scaleUp: fields });
const POLICY = { type: "Pods", value: 1, periodSeconds: 60 };

/** What an API server has against a horizontal pod autoscaler. */
export const AUTOSCALER: Refusals = {
  kind: "HorizontalPodAutoscaler",
  cases: {
    "a field with a slip in its name": refusal("spec.maxReplica", 3, ".spec.maxReplica: field not declared in schema"),
    "a minimum over the maximum": refusal("spec.minReplicas", 11, "must be greater than or equal to `minReplicas`"),
    "no pods at the least": refusal("spec.minReplicas", 0, "must be greater than or equal to 1"),
    "no pods at the most": refusal("spec.maxReplicas", 0, "must be greater than 0"),
    "a target without a kind": refusal("spec.scaleTargetRef.kind", "", "spec.scaleTargetRef.kind: Required value"),
    "a target without a name": refusal("spec.scaleTargetRef.name", "", "spec.scaleTargetRef.name: Required value"),
    "a metric of a type there is not": refusal("spec.metrics", [{ type: "Load" }], 'Unsupported value: "Load"'),
    "a metric without its source": refusal("spec.metrics", [{ type: "Resource" }], "must populate information"),
    "a metric without a name": refusal(
      "spec.metrics",
      [{ type: "Resource", resource: { name: "", target: HALF } }],
      "must specify a resource name",
    ),
    "a utilization of nothing": refusal(
      "spec.metrics",
      cpu({ type: "Utilization", averageUtilization: 0 }),
      "must be greater than 0",
    ),
    "a utilization without a number": refusal(
      "spec.metrics",
      cpu({ type: "Utilization" }),
      "must set either a target raw value or a target utilization",
    ),
    "a utilization and a value": refusal(
      "spec.metrics",
      cpu({ ...HALF, averageValue: "1" }),
      "may not set both a target raw value and a target utilization",
    ),
    "a target of a type there is not": refusal(
      "spec.metrics",
      cpu({ type: "Share", averageUtilization: 50 }),
      "must be either Utilization, Value, or AverageValue",
    ),
    "an external metric without a name": refusal(
      "spec.metrics",
      [{ type: "External", external: { metric: { name: "" }, target: { type: "Value", value: "1" } } }],
      "spec.metrics[0].external.metric.name: Required value",
    ),
    "a look back of more than an hour": refusal(
      "spec.behavior",
      scaleUp({ stabilizationWindowSeconds: 3601, policies: [POLICY] }),
      "must be less than or equal to 3600",
    ),
    "a policy without a period": refusal(
      "spec.behavior",
      scaleUp({ policies: [{ ...POLICY, periodSeconds: 0 }] }),
      "must be greater than zero",
    ),
    "a policy of more than half an hour": refusal(
      "spec.behavior",
      scaleUp({ policies: [{ ...POLICY, periodSeconds: 1801 }] }),
      "must be less than or equal to 1800",
    ),
    "a policy of a type there is not": refusal(
      "spec.behavior",
      scaleUp({ policies: [{ ...POLICY, type: "Nodes" }] }),
      'Unsupported value: "Nodes"',
    ),
    "a choice of policies there is not": refusal(
      "spec.behavior",
      scaleUp({ selectPolicy: "Any", policies: [POLICY] }),
      'Unsupported value: "Any"',
    ),
    "no policies": refusal("spec.behavior", scaleUp({ policies: [] }), "must specify at least one Policy"),
  },
};
