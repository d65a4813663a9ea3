import * as kubernetes from "@pulumi/kubernetes";
import { MONITORING_NAMESPACE } from "../shared/networkRules.ts";
import { podSecurityLabels, type PodSecurityLevel } from "../shared/podSecurity.ts";
import { announcementOf } from "./announcer.ts";
import type { ObservabilityContext } from "./args.ts";
import { networkPolicies } from "./networkPolicies.ts";

/** The strictest profile of the Pod Security Standards that the namespace's pods live under: node-exporter reads the host's own files. */
export function podSecurityLevel(nodeExporter: boolean): PodSecurityLevel {
  return nodeExporter ? "privileged" : "restricted";
}

/** The namespace of everything that measures, closed but for what {@link networkPolicies} opens. */
export function makeNamespace(context: ObservabilityContext) {
  const { name, parent, config } = context;
  const namespace = new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { name: MONITORING_NAMESPACE, labels: podSecurityLabels(podSecurityLevel(config.nodeExporter)) } },
    { parent },
  );
  const policies = Object.entries(
    networkPolicies({
      announces: announcementOf(context) !== undefined,
      namesOnNodes: context.namesOnNodes,
    }),
  ).map(
    ([policy, spec]) =>
      new kubernetes.networking.v1.NetworkPolicy(
        `${name}-network-${policy}`,
        { metadata: { name: policy, namespace: namespace.metadata.name }, spec },
        { parent },
      ),
  );
  return { namespace, policies };
}
