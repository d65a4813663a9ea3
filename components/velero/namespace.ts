import * as kubernetes from "@pulumi/kubernetes";
import { METRICS_PORT, MONITORING_NAMESPACE, VELERO_NAMESPACE, type VeleroContext } from "./args.ts";
import type { NodeAgentMode } from "./configTypes.ts";

/** A profile of the Pod Security Standards. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/**
 * The strictest profile Velero's pods live under: those that move data run as root, and those that read the nodes' pod
 * directories mount them from the host.
 */
export function podSecurityLevel(nodeAgent: NodeAgentMode): PodSecurityLevel {
  switch (nodeAgent) {
    case "none":
      return "restricted";
    case "data-movement":
      return "baseline";
    case "file-system":
      return "privileged";
  }
}

/** Velero's namespace. It has no quota: pods that move data come and go with the number of volumes. */
export function makeNamespace({ name, parent, config }: VeleroContext): kubernetes.core.v1.Namespace {
  const level = podSecurityLevel(config.nodeAgent);
  return new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: VELERO_NAMESPACE,
        labels: {
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/audit": level,
          "pod-security.kubernetes.io/warn": level,
        },
      },
    },
    { parent },
  );
}

/** Address of the agent that hands out credentials on every node. Source: Amazon EKS User Guide, "EKS Pod Identity agent". */
const POD_IDENTITY_AGENT = "169.254.170.23/32";
/** Where the node's own credentials are, among others; nothing in there is Velero's business but the agent above. */
const LINK_LOCAL = "169.254.0.0/16";

/**
 * What Velero's pods may talk to: names, the API server and AWS (neither has an address that is known), and the agent
 * they get credentials from. Nobody may talk to them but Prometheus.
 */
export function networkPolicySpec(serviceMonitors: boolean): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: serviceMonitors
      ? [
          {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": MONITORING_NAMESPACE } } }],
            ports: [{ protocol: "TCP", port: METRICS_PORT }],
          },
        ]
      : [],
    egress: [
      // With EKS Auto Mode names are resolved on the node, elsewhere by pods: there is no one destination.
      {
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
      { to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: [{ protocol: "TCP", port: 80 }] },
    ],
  };
}

export function makeNetworkPolicy(
  { name, parent, serviceMonitors }: VeleroContext,
  namespace: kubernetes.core.v1.Namespace,
): kubernetes.networking.v1.NetworkPolicy {
  return new kubernetes.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    { metadata: { name: "velero", namespace: namespace.metadata.name }, spec: networkPolicySpec(serviceMonitors) },
    { parent },
  );
}
