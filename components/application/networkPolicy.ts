import type { ApplicationConfig, PeerSelector } from "./config/types.ts";
import { selectorLabels } from "./names.ts";

/** Where the platform's load balancers are, by scheme: the ranges that traffic from them comes from. */
export interface LoadBalancerRanges {
  readonly internetFacing: readonly string[];
  readonly internal: readonly string[];
}

const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** Where the EKS Pod Identity agent answers. Source: Amazon EKS User Guide, "Set up the Amazon EKS Pod Identity Agent". */
const POD_IDENTITY_AGENT = { ipBlock: { cidr: "169.254.170.23/32" } };

/** Denies everything to and from every pod of a namespace; applications open what they need. */
export const DEFAULT_DENY = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/** Who reads the applications' metrics. */
export interface Scrapers {
  /** Whether the platform's own Prometheus does. */
  readonly own: boolean;
  /** Namespace of another Prometheus that does. */
  readonly namespace?: string | undefined;
}

/** Spec of the `networking.k8s.io/v1` NetworkPolicy that opens what an application needs. */
export function networkPolicySpec(app: ApplicationConfig, ranges: LoadBalancerRanges, scrapers: Scrapers) {
  return {
    podSelector: { matchLabels: { ...selectorLabels(app.name) } },
    policyTypes: ["Ingress", "Egress"],
    ingress: ingressRules(app, ranges, scrapers),
    egress: egressRules(app),
  };
}

function ingressRules(app: ApplicationConfig, ranges: LoadBalancerRanges, scrapers: Scrapers) {
  const { containerPort, ingress, metrics, networkPolicy } = app;
  const balancers = ingress ? (ingress.scheme === "internal" ? ranges.internal : ranges.internetFacing) : [];
  const peers = [...balancers.map((cidr) => ({ ipBlock: { cidr } })), ...networkPolicy.from.map(podsOf)];
  const readers = [
    ...(scrapers.own ? [pods("monitoring", { "app.kubernetes.io/name": "prometheus" })] : []),
    ...(scrapers.namespace === undefined ? [] : [pods(scrapers.namespace, undefined)]),
  ];
  return [
    ...(peers.length > 0 ? [{ from: peers, ports: tcp([containerPort]) }] : []),
    ...(metrics && readers.length > 0 ? [{ from: readers, ports: tcp([metrics.port]) }] : []),
  ];
}

function egressRules({ networkPolicy, podIdentity }: ApplicationConfig) {
  return [
    { to: [pods("kube-system", { "k8s-app": "kube-dns" })], ports: DNS_PORTS },
    ...(podIdentity ? [{ to: [POD_IDENTITY_AGENT], ports: tcp([80]) }] : []),
    ...networkPolicy.to.map((peer) => ({ to: [podsOf(peer)], ports: tcp(peer.ports) })),
    ...networkPolicy.toCidrs.map(({ cidr, ports }) => ({ to: [{ ipBlock: { cidr } }], ports: tcp(ports) })),
  ];
}

function podsOf({ namespace, application }: PeerSelector) {
  return pods(namespace, application === undefined ? undefined : { ...selectorLabels(application) });
}

function pods(namespace: string, labels: Record<string, string> | undefined) {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    ...(labels && { podSelector: { matchLabels: labels } }),
  };
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ protocol: "TCP", port }));
}
