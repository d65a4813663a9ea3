import type * as kubernetes from "@pulumi/kubernetes";
import { HTTPS, measuredOn, names, POD_CREDENTIALS, tcp } from "../shared/networkRules.ts";
import type { TracingArgs } from "./args.ts";
import { METRICS_PORT, OTLP_PORTS } from "./names.ts";

/**
 * Who may talk to the collectors, and they to whom: pods of any namespace send, if their own namespace lets them; the
 * collectors ask for names, for credentials, and for AWS, which has no address that is known.
 */
export function networkPolicySpec(
  input: Pick<TracingArgs, "namesOnNodes" | "serviceMonitors">,
): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      { from: [{ namespaceSelector: {} }], ports: tcp(OTLP_PORTS.grpc, OTLP_PORTS.http) },
      ...(input.serviceMonitors ? [measuredOn(METRICS_PORT)] : []),
    ],
    egress: [names(input), HTTPS, POD_CREDENTIALS],
  };
}
