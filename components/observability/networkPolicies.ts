import type * as kubernetes from "@pulumi/kubernetes";
import { ASKING_NAMESPACES } from "./names.ts";

type Spec = kubernetes.types.input.networking.v1.NetworkPolicySpec;

/** Address of the agent that hands out credentials on every node. Source: Amazon EKS User Guide, "EKS Pod Identity agent". */
const POD_IDENTITY_AGENT = { ipBlock: { cidr: "169.254.170.23/32" } };
/** Where the nodes' own credentials are, among others: nothing in there is for measuring. */
const LINK_LOCAL = "169.254.0.0/16";
const ANYWHERE = { ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL] } };

/** Ports of the operator's webhook, of Prometheus, of Alertmanager, of Grafana, and of the sidecars that reload. Source: chart kube-prometheus-stack 88.5.3. */
const PORTS = {
  webhook: 10250,
  prometheus: 9090,
  alertmanager: 9093,
  gossip: 9094,
  grafana: 3000,
  reloader: 8080,
} as const;
/** Ports of kube-state-metrics: of the cluster and of itself. Source: chart kube-state-metrics 8.4.0. */
const STATE_PORTS = [8080, 8081];
/** Ports on the nodes: the kubelet's, and node-exporter's. */
const NODE_PORTS = [10250, 9100];

function tcp(...ports: number[]) {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

function podsCalled(name: string) {
  return { podSelector: { matchLabels: { "app.kubernetes.io/name": name } } };
}

function inNamespace(name: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/**
 * Who may talk to whom in the namespace, by name of the policy. Pods on the host's network, as node-exporter's, are
 * beyond policies.
 *
 * @param announces whether Alertmanager has a role of AWS
 */
export function networkPolicies({ announces }: { readonly announces: boolean }): Readonly<Record<string, Spec>> {
  const prometheus = podsCalled("prometheus");
  const alertmanager = podsCalled("alertmanager");
  const grafana = podsCalled("grafana");
  return {
    "default-deny": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    // The API server has no address that is known, and no more have those who are told of alerts: all of it is port 443.
    "names-and-https": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        { to: [ANYWHERE], ports: tcp(443) },
      ],
    },
    prometheus: {
      ...prometheus,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: ASKING_NAMESPACES.map(inNamespace), ports: tcp(PORTS.prometheus) },
        { from: [prometheus], ports: tcp(PORTS.reloader) },
      ],
      egress: [
        // Monitors name any port of any pod; whoever is measured says in their own namespace who may measure.
        { to: [{ namespaceSelector: {} }] },
        { to: [ANYWHERE], ports: tcp(...NODE_PORTS) },
      ],
    },
    alertmanager: {
      ...alertmanager,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [prometheus, grafana], ports: tcp(PORTS.alertmanager) },
        { from: [prometheus], ports: tcp(PORTS.reloader) },
        { from: [alertmanager], ports: [...tcp(PORTS.gossip), { protocol: "UDP", port: PORTS.gossip }] },
      ],
      egress: [
        { to: [alertmanager], ports: [...tcp(PORTS.gossip), { protocol: "UDP", port: PORTS.gossip }] },
        ...(announces ? [{ to: [POD_IDENTITY_AGENT], ports: tcp(80) }] : []),
      ],
    },
    grafana: {
      ...grafana,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [prometheus], ports: tcp(PORTS.grafana) }],
      egress: [
        { to: [prometheus], ports: tcp(PORTS.prometheus) },
        { to: [alertmanager], ports: tcp(PORTS.alertmanager) },
      ],
    },
    "kube-state-metrics": {
      ...podsCalled("kube-state-metrics"),
      policyTypes: ["Ingress"],
      ingress: [{ from: [prometheus], ports: tcp(...STATE_PORTS) }],
    },
    // The API server asks it, from addresses that no selector can name; Prometheus measures it on the same port.
    operator: {
      ...podsCalled("kube-prometheus-stack-prometheus-operator"),
      policyTypes: ["Ingress"],
      ingress: [{ ports: tcp(PORTS.webhook) }],
    },
  };
}
