import type * as kubernetes from "@pulumi/kubernetes";
import { ANYWHERE, HTTPS, names, POD_CREDENTIALS, podsIn, tcp } from "../shared/networkRules.ts";
import { ASKING_NAMESPACES } from "./names.ts";

type Spec = kubernetes.types.input.networking.v1.NetworkPolicySpec;

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

function podsCalled(name: string) {
  return { podSelector: { matchLabels: { "app.kubernetes.io/name": name } } };
}

/**
 * Who may talk to whom in the namespace, by name of the policy. Pods on the host's network, as node-exporter's, are
 * beyond policies.
 *
 * @param input.announces whether Alertmanager has a role of AWS
 * @param input.namesOnNodes whether names are resolved on each node, and not by pods
 */
export function networkPolicies(input: {
  readonly announces: boolean;
  readonly namesOnNodes: boolean;
}): Readonly<Record<string, Spec>> {
  const prometheus = podsCalled("prometheus");
  const alertmanager = podsCalled("alertmanager");
  const grafana = podsCalled("grafana");
  return {
    "default-deny": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    // The API server has no address that is known, and no more have those who are told of alerts: all of it is port 443.
    "names-and-https": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [names(input), HTTPS],
    },
    prometheus: {
      ...prometheus,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: ASKING_NAMESPACES.map((name) => podsIn(name)), ports: tcp(PORTS.prometheus) },
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
        ...(input.announces ? [POD_CREDENTIALS] : []),
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
