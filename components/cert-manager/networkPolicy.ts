import type * as kubernetes from "@pulumi/kubernetes";
import { HTTPS, measuredOn, names, tcp } from "../shared/networkRules.ts";
import type { CertManagerArgs } from "./args.ts";

/** Ports of the webhook and of metrics. Source: chart cert-manager v1.21.1, `webhook.securePort`, and cert-manager docs, "Prometheus Metrics". */
const WEBHOOK = 10250;
const METRICS = 9402;

/**
 * Who may talk to whom in the namespace. The API server asks the webhook, from addresses that no selector can name, and
 * is itself asked, as are those who issue certificates, on port 443.
 */
export function networkPolicySpec(
  input: Pick<CertManagerArgs, "namesOnNodes" | "serviceMonitors">,
): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ ports: tcp(WEBHOOK) }, ...(input.serviceMonitors ? [measuredOn(METRICS)] : [])],
    egress: [names(input), HTTPS],
  };
}
