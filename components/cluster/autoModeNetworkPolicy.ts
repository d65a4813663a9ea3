import * as kubernetes from "@pulumi/kubernetes";
import type { ClusterContext } from "./args.ts";

/**
 * Has Auto Mode enforce network policies, as the vpc-cni add-on does elsewhere.
 * Source: Amazon EKS User Guide, "Use Network Policies with EKS Auto Mode".
 */
export function makeAutoModeNetworkPolicy(context: ClusterContext, provider: kubernetes.Provider): void {
  const { name, parent } = context;
  new kubernetes.core.v1.ConfigMap(
    `${name}-network-policy`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    { parent, provider },
  );
}
