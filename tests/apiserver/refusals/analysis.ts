import type { Manifest } from "../support/resources.ts";
import { refusal, type Refusal, type Refusals } from "./refusal.ts";

const METRIC = "spec.metrics.0";

const CASES: Readonly<Record<string, Refusal>> = {
  "a field with a slip in its name": refusal(
    `${METRIC}.succesCondition`,
    "true",
    "succesCondition: field not declared",
  ),
  "metrics that are no list": refusal("spec.metrics", {}, ".spec.metrics: expected list"),
  "a metric without a name": refusal(`${METRIC}.name`, undefined, "spec.metrics[0].name: Required value"),
  "a metric without a provider": refusal(`${METRIC}.provider`, undefined, "spec.metrics[0].provider: Required value"),
  "a provider there is not": refusal(`${METRIC}.provider`, { promteheus: {} }, "promteheus: field not declared"),
  "an address that is no text": refusal(`${METRIC}.provider.prometheus.address`, 9090, "address: expected string"),
  "a query that is a list": refusal(`${METRIC}.provider.prometheus.query`, ["up"], "query: expected string"),
  "a count that is neither number nor text": refusal(`${METRIC}.count`, true, "spec.metrics[0].count"),
  "a failure limit that is neither number nor text": refusal(
    `${METRIC}.failureLimit`,
    {},
    "spec.metrics[0].failureLimit",
  ),
  "an interval as a number": refusal(`${METRIC}.interval`, 60, "interval: expected string"),
  "a condition that is a yes or no": refusal(`${METRIC}.successCondition`, true, "successCondition: expected string"),
  "an argument without a name": refusal("spec.args", [{ value: "a" }], "name"),
  "an argument from a Secret without its key": refusal(
    "spec.args",
    [{ name: "token", valueFrom: { secretKeyRef: { name: "prometheus" } } }],
    "secretKeyRef.key: Required value",
  ),
  "a measurement kept by a word": refusal(
    "spec.measurementRetention",
    [{ metricName: "success-rate", limit: "many" }],
    "limit: expected numeric",
  ),
};

/** What Argo Rollouts' definition has against an analysis every namespace may use. */
export const CLUSTER_ANALYSIS: Refusals = { kind: "ClusterAnalysisTemplate", name: "success-rate", cases: CASES };

/** And against one of a namespace, which has the same fields. */
export const ANALYSIS: Refusals = {
  kind: "ClusterAnalysisTemplate",
  name: "success-rate",
  as: (manifest): Manifest => ({
    ...manifest,
    kind: "AnalysisTemplate",
    metadata: { ...manifest.metadata, namespace: "default" },
  }),
  cases: CASES,
};
