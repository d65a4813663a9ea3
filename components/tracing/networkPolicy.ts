import type * as kubernetes from "@pulumi/kubernetes";
import { METRICS_PORT, MONITORING_NAMESPACE, OTLP_PORTS } from "./names.ts";

/** Address of the agent that hands out credentials on every node. Source: Amazon EKS User Guide, "EKS Pod Identity agent". */
const POD_IDENTITY_AGENT = "169.254.170.23/32";
/** Where the node's own credentials are, among others. */
const LINK_LOCAL = "169.254.0.0/16";

function tcp(...ports: number[]) {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

/**
 * Who may talk to the collectors, and they to whom: pods of any namespace send, if their own namespace lets them; the
 * collectors ask for names, for credentials, and for AWS, which has no address that is known.
 */
export function networkPolicySpec(serviceMonitors: boolean): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      { from: [{ namespaceSelector: {} }], ports: tcp(OTLP_PORTS.grpc, OTLP_PORTS.http) },
      ...(serviceMonitors
        ? [
            {
              from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": MONITORING_NAMESPACE } } }],
              ports: tcp(METRICS_PORT),
            },
          ]
        : []),
    ],
    egress: [
      // With EKS Auto Mode names are resolved on the node, elsewhere by pods: there is no one destination.
      { ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)] },
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL] } }], ports: tcp(443) },
      { to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: tcp(80) },
    ],
  };
}
