import * as kubernetes from "@pulumi/kubernetes";
import { HTTPS, measuredOn, names, POD_CREDENTIALS } from "../shared/networkRules.ts";
import { podSecurityLabels, type PodSecurityLevel } from "../shared/podSecurity.ts";
import { METRICS_PORT, VELERO_NAMESPACE, type VeleroContext } from "./args.ts";
import type { NodeAgentMode } from "./configTypes.ts";

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
  return new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { name: VELERO_NAMESPACE, labels: podSecurityLabels(podSecurityLevel(config.nodeAgent)) } },
    { parent },
  );
}

/**
 * What Velero's pods may talk to: names, the API server and AWS (neither has an address that is known), and the agent
 * they get credentials from. Nobody may talk to them but Prometheus.
 */
export function networkPolicySpec(
  input: Pick<VeleroContext, "namesOnNodes" | "serviceMonitors">,
): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: input.serviceMonitors ? [measuredOn(METRICS_PORT)] : [],
    egress: [names(input), HTTPS, POD_CREDENTIALS],
  };
}

export function makeNetworkPolicy(
  context: VeleroContext,
  namespace: kubernetes.core.v1.Namespace,
): kubernetes.networking.v1.NetworkPolicy {
  return new kubernetes.networking.v1.NetworkPolicy(
    `${context.name}-network-policy`,
    { metadata: { name: "velero", namespace: namespace.metadata.name }, spec: networkPolicySpec(context) },
    { parent: context.parent },
  );
}
