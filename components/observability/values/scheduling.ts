/**
 * Keeps pods off spot nodes where there are others: measurements of a storm should not go with it. No more than a wish,
 * so that they run on whatever nodes there are.
 */
export const RATHER_ON_DEMAND = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        preference: { matchExpressions: [{ key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["spot"] }] },
      },
    ],
  },
};

/** Spreads the replicas of a StatefulSet that the operator makes over zones and hosts. */
export function spreadOf(application: string) {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { "app.kubernetes.io/name": application } },
  }));
}

/** A budget that keeps one replica; none where there is but one, which no budget can both keep and let go. */
export function disruptionBudget(replicas: number) {
  return { enabled: replicas > 1, minAvailable: 1 };
}

/** A volume of each replica, of a storage class that encrypts. */
export function volumeClaim(storageClass: string, gib: number) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: storageClass,
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: `${gib}Gi` } },
      },
    },
  };
}
