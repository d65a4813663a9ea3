/** Namespace of the platform's Prometheus, and of everything else that measures. */
export const MONITORING_NAMESPACE = "monitoring";

/** Ports of TCP, as a rule of a NetworkPolicy has them. */
export function tcp(...ports: readonly number[]) {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

/**
 * Pods of a namespace, as who a rule lets talk or be talked to.
 *
 * @param labels those they have; default: all pods
 */
export function podsIn(namespace: string, labels?: Readonly<Record<string, string>>) {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    ...(labels && { podSelector: { matchLabels: { ...labels } } }),
  };
}

/** Prometheus' own pods, and none of its neighbours. */
export const PROMETHEUS = podsIn(MONITORING_NAMESPACE, { "app.kubernetes.io/name": "prometheus" });

/** Ingress: whoever measures may ask on a port. */
export function measuredOn(port: number) {
  return { from: [podsIn(MONITORING_NAMESPACE)], ports: tcp(port) };
}

const DNS_PORTS = [{ protocol: "UDP", port: 53 }, ...tcp(53)];

/** Egress: names, asked of anybody. With EKS Auto Mode they are resolved on the node, elsewhere by pods: there is no one destination. */
export const DNS = { ports: DNS_PORTS };

/** Egress: names, asked only of the cluster's own pods that resolve them. */
export const CLUSTER_DNS = { to: [podsIn("kube-system", { "k8s-app": "kube-dns" })], ports: DNS_PORTS };

/** Egress: names, asked of as few as there can be: whoever may ask anybody can carry data out in what it asks. */
export function names({ namesOnNodes }: { readonly namesOnNodes: boolean }) {
  return namesOnNodes ? DNS : CLUSTER_DNS;
}

/** Any address but the link-local ones, where the nodes' own credentials are, among others. */
export const ANYWHERE = { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } };

/** Egress: the API server and AWS. Neither has an address that is known; all of it is port 443. */
export const HTTPS = { to: [ANYWHERE], ports: tcp(443) };

/** Egress: the agent that hands out Pod Identity credentials on every node. Source: Amazon EKS User Guide, "Set up the Amazon EKS Pod Identity Agent". */
export const POD_CREDENTIALS = { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: tcp(80) };
