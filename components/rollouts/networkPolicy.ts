import type * as kubernetes from "@pulumi/kubernetes";
import { ANYWHERE, HTTPS, measuredOn, names, podsIn, PROMETHEUS, tcp } from "../shared/networkRules.ts";
import type { RolloutsArgs } from "./args.ts";
import { namespaceOf, OWN_PROMETHEUS } from "./config.ts";

/** Ports of the controller's metrics, and of Prometheus' queries. Source: chart argo-rollouts 2.41.0, values. */
const METRICS = 8090;
const QUERIES = 9090;

/** What decides who talks to whom. */
export type NetworkPolicyInput = Pick<RolloutsArgs, "namesOnNodes" | "prometheusAddress" | "serviceMonitors">;

/**
 * Who may talk to whom in the namespace. Nobody asks the dashboard, which has no authentication, but by port forwarding:
 * that comes through the kubelet, which policies do not see, and the API server guards it. The API server and those who
 * are told of releases have no address that is known; all of it is port 443.
 */
export function networkPolicySpec(input: NetworkPolicyInput): kubernetes.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: input.serviceMonitors ? [measuredOn(METRICS)] : [],
    egress: [
      names(input),
      HTTPS,
      ...(input.prometheusAddress === undefined ? [] : askPrometheus(input.prometheusAddress)),
    ],
  };
}

/** The way to the Prometheus that analyses ask; where a Service hides the port of its pods, by the Service's namespace. */
function askPrometheus(address: string) {
  if (address === OWN_PROMETHEUS) return [{ to: [PROMETHEUS], ports: tcp(QUERIES) }];
  const { port, protocol } = new URL(address);
  const namespace = namespaceOf(address);
  return [
    { to: [ANYWHERE], ports: tcp(port === "" ? (protocol === "https:" ? 443 : 80) : Number(port)) },
    ...(namespace === undefined ? [] : [{ to: [podsIn(namespace)] }]),
  ];
}
