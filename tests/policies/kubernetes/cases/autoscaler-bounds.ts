import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { autoscaler } from "../support/fixtures.ts";

const scaledObject = {
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  props: { spec: { scaleTargetRef: { name: "web" }, minReplicaCount: 0, maxReplicaCount: 5 } },
};

export const cases: RuleCases = {
  rule: "autoscaler-bounds",
  passes: {
    "passes bounds in order": autoscaler,
    "passes one replica at most": change(change(autoscaler, "spec.minReplicas", 1), "spec.maxReplicas", 1),
    "passes equal bounds": change(autoscaler, "spec.maxReplicas", 3),
    "passes a ScaledObject that goes to nothing": scaledObject,
    "passes a ScaledObject's own defaults": change(
      change(scaledObject, "spec.minReplicaCount", undefined),
      "spec.maxReplicaCount",
      undefined,
    ),
  },
  refuses: {
    "refuses a minimum over the maximum": {
      plan: change(autoscaler, "spec.minReplicas", 11),
      says: ["spec.minReplicas is 11, above spec.maxReplicas, which is 10"],
    },
    "refuses a missing maximum": {
      plan: change(autoscaler, "spec.maxReplicas", undefined),
      says: ["spec.maxReplicas is not set"],
    },
    "refuses a maximum of nothing": {
      plan: change(scaledObject, "spec.maxReplicaCount", 0),
      says: ["spec.maxReplicaCount is 0; it must be 1 or more"],
    },
    "refuses a negative minimum": {
      plan: change(autoscaler, "spec.minReplicas", -1),
      says: ["spec.minReplicas is -1"],
    },
    "refuses a ScaledObject's minimum over its default maximum": {
      plan: change(change(scaledObject, "spec.maxReplicaCount", undefined), "spec.minReplicaCount", 101),
      says: ["spec.minReplicaCount is 101, above spec.maxReplicaCount, which is 100"],
    },
    "refuses bounds of the wrong shape": {
      plan: change(autoscaler, "spec.minReplicas", "3"),
      says: ["spec.minReplicas is a string; it must be a number"],
    },
  },
  unclear: {
    "advises on an unknown bound": {
      plan: change(autoscaler, "spec.maxReplicas", UNKNOWN),
      unknown: "spec.maxReplicas",
      says: [],
    },
  },
};
