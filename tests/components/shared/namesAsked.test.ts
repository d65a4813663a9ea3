import { expect } from "chai";
import { networkPolicySpec as certManager } from "../../../components/cert-manager/networkPolicy.ts";
import { collectorNetworkPolicy } from "../../../components/monitoring/fluentBitNetworkPolicy.ts";
import { networkPolicies as monitoring } from "../../../components/observability/networkPolicies.ts";
import { networkPolicySpec as rollouts } from "../../../components/rollouts/networkPolicy.ts";
import { networkPolicySpec as tracing } from "../../../components/tracing/networkPolicy.ts";
import { networkPolicySpec as velero } from "../../../components/velero/namespace.ts";

interface Rule {
  readonly to?: unknown;
  readonly ports?: readonly { readonly port: number }[];
}

/** The rules of each part of the platform, where names are resolved on the nodes and where pods do it. */
const parts: Record<string, (namesOnNodes: boolean) => unknown> = {
  "cert-manager": (namesOnNodes) => certManager({ namesOnNodes, serviceMonitors: true }),
  monitoring: (namesOnNodes) => monitoring({ namesOnNodes, announces: true })["names-and-https"],
  "the log collector": (namesOnNodes) => collectorNetworkPolicy({ namesOnNodes, serviceMonitors: true }).spec,
  "argo-rollouts": (namesOnNodes) => rollouts({ namesOnNodes, serviceMonitors: true, prometheusAddress: undefined }),
  tracing: (namesOnNodes) => tracing({ namesOnNodes, serviceMonitors: true }),
  velero: (namesOnNodes) => velero({ namesOnNodes, serviceMonitors: true }),
};

describe("names", () => {
  for (const [part, spec] of Object.entries(parts)) {
    const asked = (namesOnNodes: boolean) =>
      (spec(namesOnNodes) as { readonly egress: readonly Rule[] }).egress
        .filter(({ ports = [] }) => ports.some(({ port }) => port === 53))
        .map(({ to }) => to);

    it(`are asked by ${part} of the cluster's resolvers alone`, () => {
      expect(asked(false)).to.deep.equal([
        [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
            podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
      ]);
    });

    it(`are asked by ${part} of anybody where each node resolves them`, () => {
      expect(asked(true)).to.deep.equal([undefined]);
    });
  }
});
