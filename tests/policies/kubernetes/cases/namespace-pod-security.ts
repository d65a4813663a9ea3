import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";

const label = 'metadata.labels["pod-security.kubernetes.io/enforce"]';
const namespace = {
  type: "kubernetes:core/v1:Namespace",
  name: "shop",
  props: { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
};
const privileged = change(namespace, label, "privileged");

export const cases: RuleCases = {
  rule: "namespace-pod-security",
  passes: {
    "passes restricted and baseline": [namespace, { ...change(namespace, label, "baseline"), name: "jobs" }],
    "passes what agents of nodes need": ["velero", "monitoring", "kube-system"].map((name) => ({
      ...change(privileged, "metadata.name", name),
      name,
    })),
    "passes a namespace that its parameter allows": {
      plan: privileged,
      parameters: { privilegedNamespaces: ["shop"] },
    },
    "misses no label in a patch": patchOf(namespace, { metadata: { name: "shop", labels: { team: "shop" } } }),
  },
  refuses: {
    "refuses privileged": { plan: privileged, says: [`${label} is "privileged"; set it to restricted or baseline`] },
    "refuses a namespace without the label, which is as good": {
      plan: change(namespace, "metadata.labels", undefined),
      says: [`${label} is not set, which means privileged`],
    },
    "refuses privileged that a patch writes": {
      plan: patchOf(namespace, privileged.props),
      says: [`${label} is "privileged"`],
    },
    "refuses velero's when it is not allowed": {
      plan: change(privileged, "metadata.name", "velero"),
      parameters: { privilegedNamespaces: [] },
      says: [`${label} is "privileged"`],
    },
  },
  unclear: {
    "advises on a level that is not known": { plan: change(namespace, label, UNKNOWN), unknown: label, says: [] },
  },
};
