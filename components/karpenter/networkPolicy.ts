import { HTTPS, CLUSTER_DNS, POD_CREDENTIALS, PROMETHEUS, tcp } from "../shared/networkRules.ts";
import { CONTROLLER_LABELS, HEALTH_PORT, METRICS_PORT, NAMESPACE } from "./releaseNames.ts";

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
        ...(serviceMonitors ? [{ from: [PROMETHEUS], ports: tcp(METRICS_PORT) }] : []),
        // Probes come from the node, whose address no selector can name.
        { ports: tcp(HEALTH_PORT) },
      ],
      egress: [CLUSTER_DNS, POD_CREDENTIALS, HTTPS],
    },
  };
}
