import { CONTROLLER_LABELS, HEALTH_PORT, METRICS_PORT, NAMESPACE } from "./releaseNames.ts";

/** Namespace of the platform's Prometheus. */
const MONITORING_NAMESPACE = "monitoring";

/** Address of the Pod Identity agent on every node. Source: Amazon EKS User Guide, "Set up the Amazon EKS Pod Identity Agent". */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

/** Link-local addresses, of which the node's metadata is one. */
const LINK_LOCAL = "169.254.0.0/16";

/**
 * What the controller may talk to, as the manifest of a NetworkPolicy. The namespace is shared, so it selects the
 * controller's pods and nobody else's.
 *
 * @param serviceMonitors whether the platform's Prometheus reads the metrics; nobody does otherwise
 */
export function controllerNetworkPolicy(serviceMonitors: boolean) {
  return {
    metadata: { name: "karpenter", namespace: NAMESPACE },
    spec: {
      podSelector: { matchLabels: CONTROLLER_LABELS },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        ...(serviceMonitors
          ? [
              {
                from: [
                  {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": MONITORING_NAMESPACE } },
                    podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
                  },
                ],
                ports: [tcp(METRICS_PORT)],
              },
            ]
          : []),
        // Probes come from the node, whose address no selector can name.
        { ports: [tcp(HEALTH_PORT)] },
      ],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
        },
        { to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: [tcp(80)] },
        // The API server by its service address, AWS by endpoints in the VPC or by public addresses that change: all of
        // it is port 443. The node's metadata stays out of reach.
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL] } }], ports: [tcp(443)] },
      ],
    },
  };
}

function tcp(port: number) {
  return { protocol: "TCP", port };
}
