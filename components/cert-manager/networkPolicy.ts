import type * as kubernetes from "@pulumi/kubernetes";
import { MONITORING_NAMESPACE } from "./names.ts";

/** Ports of the webhook and of metrics. Source: chart cert-manager v1.21.1, `webhook.securePort`, and cert-manager docs, "Prometheus Metrics". */
const WEBHOOK = 10250;
const METRICS = 9402;
/** Where the node's own credentials are: nothing in there makes certificates. */
const LINK_LOCAL = "169.254.0.0/16";

/**
 * Who may talk to whom in the namespace. The API server asks the webhook, from addresses that no selector can name, and
 * is itself asked, as are those who issue certificates, on port 443.
 */
export function networkPolicySpec(serviceMonitors: boolean): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      { ports: [{ protocol: "TCP", port: WEBHOOK }] },
      ...(serviceMonitors
        ? [
            {
              from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": MONITORING_NAMESPACE } } }],
              ports: [{ protocol: "TCP", port: METRICS }],
            },
          ]
        : []),
    ],
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
    ],
  };
}
