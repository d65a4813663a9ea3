import { HTTPS, names, POD_CREDENTIALS, PROMETHEUS, tcp } from "../shared/networkRules.ts";
import type { MonitoringArgs } from "./args.ts";
import { COLLECTOR, COLLECTOR_NAMESPACE, HTTP_PORT } from "./fluentBitConfig.ts";

/**
 * Who may talk to the collector, and it to whom, as the manifest of a NetworkPolicy. It listens on every address, since
 * the kubelet's probes come to the pod's own; those pass any policy. The namespace is shared, so the policy selects the
 * collector's pods and nobody else's: by their name alone, for the chart's other label is the namespace.
 * Source: chart aws-for-fluent-bit 0.2.0, `templates/_helpers.tpl`.
 */
export function collectorNetworkPolicy(input: Pick<MonitoringArgs, "namesOnNodes" | "serviceMonitors">) {
  return {
    metadata: { name: COLLECTOR, namespace: COLLECTOR_NAMESPACE },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": COLLECTOR } },
      policyTypes: ["Ingress", "Egress"],
      ingress: input.serviceMonitors ? [{ from: [PROMETHEUS], ports: tcp(HTTP_PORT) }] : [],
      // The API server, which knows the pods' names, and CloudWatch, which has no address that is known.
      egress: [names(input), POD_CREDENTIALS, HTTPS],
    },
  };
}
