import { UNKNOWN } from "../../../support/policies.ts";
import { change, named } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { autoscaler, deployment } from "../support/fixtures.ts";

const pod = "spec.template.spec";
const constraints = `${pod}.topologySpreadConstraints`;
const unspread = change(deployment, constraints, undefined);
const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "web" } } };
const says = [
  "Deployment web runs 3 replicas and spec.template.spec has neither a topologySpreadConstraint nor a podAntiAffinity",
];

export const cases: RuleCases = {
  rule: "workload-topology-spread",
  passes: {
    "passes pods spread over zones": deployment,
    "passes pods that must keep apart": change(unspread, `${pod}.affinity.podAntiAffinity`, {
      requiredDuringSchedulingIgnoredDuringExecution: [term],
    }),
    "passes pods that would rather keep apart": change(unspread, `${pod}.affinity.podAntiAffinity`, {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
    }),
    "asks nothing of two replicas": change(unspread, "spec.replicas", 2),
    "asks nothing of a workload that its autoscaler may bring to two": [
      unspread,
      change(autoscaler, "spec.minReplicas", 2),
    ],
    "asks nothing below its parameter": { plan: unspread, parameters: { minReplicas: 4 } },
  },
  refuses: {
    "refuses three replicas that nothing spreads": { plan: unspread, says },
    "refuses an empty list": { plan: change(deployment, constraints, []), says },
    "refuses a constraint over other pods": {
      plan: change(deployment, `${constraints}[0].labelSelector.matchLabels.app`, "api"),
      says,
    },
    "refuses a constraint without a selector, which counts no pod": {
      plan: change(deployment, `${constraints}[0].labelSelector`, undefined),
      says,
    },
    "refuses anti-affinity to other pods": {
      plan: change(unspread, `${pod}.affinity.podAntiAffinity`, {
        requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, labelSelector: { matchLabels: { app: "api" } } }],
      }),
      says,
    },
    "refuses affinity, which brings pods together": {
      plan: change(unspread, `${pod}.affinity.podAffinity`, { requiredDuringSchedulingIgnoredDuringExecution: [term] }),
      says,
    },
    "counts the replicas that an autoscaler keeps": {
      plan: [change(unspread, "spec.replicas", 1), autoscaler],
      says,
    },
    "refuses constraints of the wrong shape": {
      plan: change(deployment, constraints, "zone"),
      says: [`${constraints} is a string; it must be a list`],
    },
  },
  unclear: {
    "advises on unknown constraints and still refuses another workload": {
      plan: [change(named(deployment, "api"), constraints, UNKNOWN), unspread],
      unknown: `Deployment api: ${constraints}`,
      says,
    },
  },
};
