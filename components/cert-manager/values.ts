import type { CertManagerArgs } from "./args.ts";
import { NAMESPACE, RELEASE } from "./names.ts";

/** One of the three deployments, by the label that the chart tells them apart by. */
type Part = "controller" | "webhook" | "cainjector";

/** MiB each part asks for and may use; the CA injector and the controller keep every Secret they look after in memory. */
const MEMORY: Readonly<Record<Part, { readonly request: number; readonly limit: number }>> = {
  controller: { request: 96, limit: 256 },
  webhook: { request: 48, limit: 128 },
  cainjector: { request: 96, limit: 256 },
};

/**
 * Values of the chart `cert-manager` v1.21.1. What is not here stays as the chart has it: pods that are not root, read
 * their own files only, drop every capability and cannot gain any.
 */
export function certManagerValues({ tier, serviceMonitors }: CertManagerArgs) {
  const replicas = tier === "prod" ? 2 : 1;
  const { replicaCount, ...controller } = part("controller", replicas);
  return {
    // In the release rather than beside it, so that Helm upgrades them; kept when it goes, with every certificate.
    crds: { enabled: true, keep: true },
    // The chart would have its leases in kube-system, and rights to change them there.
    global: { leaderElection: { namespace: NAMESPACE } },
    replicaCount,
    ...controller,
    webhook: part("webhook", replicas),
    cainjector: part("cainjector", replicas),
    // A job that waits until a certificate could be made: the release is there when cert-manager works.
    startupapicheck: {
      timeout: "5m",
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
    },
    prometheus: { enabled: true, servicemonitor: { enabled: serviceMonitors } },
  };
}

function part(name: Part, replicas: number) {
  const { request, limit } = MEMORY[name];
  return {
    replicaCount: replicas,
    podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
    resources: { requests: { cpu: "20m", memory: `${request}Mi` }, limits: { memory: `${limit}Mi` } },
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: {
        matchLabels: { "app.kubernetes.io/instance": RELEASE, "app.kubernetes.io/component": name },
      },
    })),
  };
}
