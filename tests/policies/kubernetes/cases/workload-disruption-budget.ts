import { UNKNOWN } from "../../../support/policies.ts";
import { change, named } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { autoscaler, budget, deployment } from "../support/fixtures.ts";

const replicas = "spec.replicas";
const selector = "spec.selector";
const unsaved = "Deployment web runs 3 replicas and no PodDisruptionBudget in its namespace selects its pods";
const rollout = {
  type: "kubernetes:argoproj.io/v1alpha1:Rollout",
  name: "rollout",
  props: {
    metadata: { name: "rollout", namespace: "shop" },
    spec: { replicas: 4, workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } },
  },
};
const referred = change(deployment, replicas, 0);
const scaledObject = {
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  name: "scaler",
  props: {
    metadata: { name: "web", namespace: "shop" },
    spec: { scaleTargetRef: { name: "web" }, minReplicaCount: 2 },
  },
};

export const cases: RuleCases = {
  rule: "workload-disruption-budget",
  passes: {
    "passes a workload that a budget selects": [deployment, budget],
    "passes a budget that selects by expressions": [
      deployment,
      change(budget, selector, {
        matchExpressions: [
          { key: "app", operator: "In", values: ["web", "api"] },
          { key: "tier", operator: "Exists" },
          { key: "canary", operator: "DoesNotExist" },
          { key: "tier", operator: "NotIn", values: ["back"] },
        ],
      }),
    ],
    "passes a budget that selects the whole namespace": [deployment, change(budget, selector, {})],
    "passes a budget by a share": [deployment, change(budget, "spec.maxUnavailable", "50%")],
    "asks nothing of one replica": change(deployment, replicas, 1),
    "asks nothing of a workload that says no number, which is one": change(deployment, replicas, undefined),
    "asks nothing of a workload that its autoscaler may bring to one": [
      deployment,
      change(autoscaler, "spec.minReplicas", 1),
    ],
    "asks nothing of a Rollout whose pods nobody describes": rollout,
    "passes a Rollout whose referred Deployment's pods are selected": [rollout, referred, budget],
    "passes fewer replicas than its parameter": { plan: deployment, parameters: { minReplicas: 4 } },
    "passes an exempt namespace": { plan: deployment, parameters: { exemptNamespaces: ["shop"] } },
  },
  refuses: {
    "refuses a workload without a budget": { plan: deployment, says: [unsaved] },
    "refuses a workload whose budget is in another namespace": {
      plan: [deployment, change(budget, "metadata.namespace", "lab")],
      says: [unsaved],
    },
    "refuses a workload whose budget selects other labels": {
      plan: [deployment, change(budget, `${selector}.matchLabels.app`, "api")],
      says: [unsaved],
    },
    "refuses a workload that one label of its budget misses": {
      plan: [deployment, change(budget, `${selector}.matchLabels.tier`, "back")],
      says: [unsaved],
    },
    "refuses a workload whose budget excludes it by an expression": {
      plan: [
        deployment,
        change(budget, `${selector}.matchExpressions`, [{ key: "tier", operator: "NotIn", values: ["front"] }]),
      ],
      says: [unsaved],
    },
    "refuses a workload whose label a budget's list does not have": {
      plan: [
        deployment,
        change(budget, selector, { matchExpressions: [{ key: "app", operator: "In", values: ["api"] }] }),
      ],
      says: [unsaved],
    },
    "refuses a budget without a selector, which selects nothing": {
      plan: [deployment, change(budget, selector, undefined)],
      says: [unsaved],
    },
    "refuses a budget that protects nothing": {
      plan: [deployment, change(change(budget, "spec.maxUnavailable", undefined), "spec.minAvailable", 0)],
      says: ["PodDisruptionBudget web-budget selects its pods and protects none of them"],
    },
    "refuses a budget that lets all pods go": {
      plan: [deployment, change(budget, "spec.maxUnavailable", "100%")],
      says: ["protects none of them"],
    },
    "counts the replicas that an autoscaler keeps": {
      plan: [change(deployment, replicas, 1), autoscaler],
      says: [unsaved],
    },
    "counts the replicas that KEDA keeps": {
      plan: [change(deployment, replicas, 1), scaledObject],
      says: ["Deployment web runs 2 replicas"],
    },
    "refuses a StatefulSet": {
      plan: { ...named(deployment, "db"), type: "kubernetes:apps/v1:StatefulSet" },
      says: ["StatefulSet db runs 3 replicas"],
    },
    "refuses a Rollout that takes its pods from a Deployment": {
      plan: [rollout, referred],
      says: ["Rollout rollout runs 4 replicas"],
    },
    "refuses only the workload that is missed": {
      plan: [deployment, budget, change(named(deployment, "api"), "spec.template.metadata.labels.app", "api")],
      says: ["Deployment api runs 3 replicas"],
    },
    "refuses a selector of the wrong shape": {
      plan: [change(deployment, replicas, 1), change(budget, selector, "web")],
      says: ["spec.selector is a string; it must be an object"],
    },
    "refuses an operator that selectors do not have": {
      plan: [
        change(deployment, replicas, 1),
        change(budget, selector, { matchExpressions: [{ key: "app", operator: "Gt", values: ["1"] }] }),
      ],
      says: ['spec.selector.matchExpressions[0].operator is "Gt"'],
    },
  },
  unclear: {
    "advises on an unknown number of replicas and still refuses another workload": {
      plan: [change(named(deployment, "api"), replicas, UNKNOWN), deployment],
      unknown: "Deployment api: spec.replicas",
      says: [unsaved],
    },
    "advises on a budget whose selector is unknown, which may be the one": {
      plan: [deployment, change(budget, `${selector}.matchLabels.app`, UNKNOWN)],
      unknown: "Deployment web: PodDisruptionBudget web-budget: spec.selector.matchLabels.app",
      says: [],
    },
    "advises on labels that are unknown": {
      plan: [change(deployment, "spec.template.metadata.labels.app", UNKNOWN), budget],
      unknown: "spec.template.metadata.labels.app",
      says: [],
    },
  },
};
