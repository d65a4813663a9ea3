import { ANYWHERE, names, POD_CREDENTIALS, podsIn, PROMETHEUS, tcp } from "../shared/networkRules.ts";
import type { ApplicationConfig, PeerSelector } from "./config/types.ts";
import { selectorLabels } from "./names.ts";

/** Where the platform's load balancers are, by scheme: the ranges that traffic from them comes from. */
export interface LoadBalancerRanges {
  readonly internetFacing: readonly string[];
  readonly internal: readonly string[];
}

/** Denies everything to and from every pod of a namespace; applications open what they need. */
export const DEFAULT_DENY = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/** Who reads the applications' metrics. */
export interface Scrapers {
  /** Whether the platform's own Prometheus does. */
  readonly own: boolean;
  /** Namespace of another Prometheus that does. */
  readonly namespace?: string | undefined;
}

/**
 * Spec of the `networking.k8s.io/v1` NetworkPolicy that opens what an application needs.
 *
 * @param surroundings.namesOnNodes whether names are resolved on each node, where no selector of pods reaches
 */
export function networkPolicySpec(
  app: ApplicationConfig,
  surroundings: { readonly ranges: LoadBalancerRanges; readonly scrapers: Scrapers; readonly namesOnNodes: boolean },
) {
  return {
    podSelector: { matchLabels: { ...selectorLabels(app.name) } },
    policyTypes: ["Ingress", "Egress"],
    ingress: ingressRules(app, surroundings.ranges, surroundings.scrapers),
    egress: egressRules(app, surroundings.namesOnNodes),
  };
}

function ingressRules(app: ApplicationConfig, ranges: LoadBalancerRanges, scrapers: Scrapers) {
  const { containerPort, ingress, metrics, networkPolicy } = app;
  const balancers = ingress ? (ingress.scheme === "internal" ? ranges.internal : ranges.internetFacing) : [];
  const peers = [...balancers.map((cidr) => ({ ipBlock: { cidr } })), ...networkPolicy.from.map(podsOf)];
  const readers = [
    ...(scrapers.own ? [PROMETHEUS] : []),
    ...(scrapers.namespace === undefined ? [] : [podsIn(scrapers.namespace)]),
  ];
  return [
    ...(peers.length > 0 ? [{ from: peers, ports: tcp(containerPort) }] : []),
    ...(metrics && readers.length > 0 ? [{ from: readers, ports: tcp(metrics.port) }] : []),
  ];
}

function egressRules({ networkPolicy, podIdentity }: ApplicationConfig, namesOnNodes: boolean) {
  return [
    names({ namesOnNodes }),
    ...(podIdentity ? [POD_CREDENTIALS] : []),
    ...networkPolicy.to.map((peer) => ({ to: [podsOf(peer)], ports: tcp(...peer.ports) })),
    ...networkPolicy.toCidrs.map(({ cidr, ports }) => ({
      // The whole internet is not the node's own credentials.
      to: [cidr === ANYWHERE.ipBlock.cidr ? ANYWHERE : { ipBlock: { cidr } }],
      ports: tcp(...ports),
    })),
  ];
}

function podsOf({ namespace, application }: PeerSelector) {
  return podsIn(namespace, application === undefined ? undefined : { ...selectorLabels(application) });
}
