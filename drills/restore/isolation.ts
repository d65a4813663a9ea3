import { runLabels } from "../common/names.ts";
import type { KubeObject } from "../kube/objects.ts";
import type { StoredObject } from "../velero/archive.ts";

/** Pod Security Standards go with a namespace: without them, restored pods might live by a stricter profile than before. */
const POD_SECURITY = /^pod-security\.kubernetes\.io\//;

/** A namespace to restore into: this run's, with the Pod Security labels of the one it stands in for. */
export function isolatedNamespace(
  name: string,
  original: string,
  run: string,
  stored: readonly StoredObject[],
): KubeObject {
  const labels = stored.find(({ resource, name: of }) => resource === "namespaces" && of === original)?.object.metadata
    .labels;
  const security = Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => POD_SECURITY.test(key)));
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { ...security, ...runLabels(run) } } };
}

/**
 * Shuts a namespace off: its pods reach each other and the cluster's DNS, nobody else reaches them, and they reach nobody
 * else. Restored workloads hold the real credentials, and would act on the real databases and queues.
 */
export function isolation(namespace: string, run: string): KubeObject {
  const eachOther = [{ podSelector: {} }];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `drill-${run}`, namespace, labels: runLabels(run) },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: eachOther }],
      egress: [
        { to: eachOther },
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  };
}
