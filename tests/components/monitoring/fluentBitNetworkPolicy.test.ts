import { expect } from "chai";
import { COLLECTOR } from "../../../components/monitoring/fluentBitConfig.ts";
import { collectorNetworkPolicy } from "../../../components/monitoring/fluentBitNetworkPolicy.ts";
import { fluentBitValues } from "../../../components/monitoring/fluentBitValues.ts";

const specOf = (changes: Partial<Parameters<typeof collectorNetworkPolicy>[0]> = {}) =>
  collectorNetworkPolicy({ namesOnNodes: false, serviceMonitors: true, ...changes }).spec;

describe("the network policy of the log collector", () => {
  it("selects the collector's pods, and nobody else of kube-system", () => {
    expect(collectorNetworkPolicy({ namesOnNodes: false, serviceMonitors: true }).metadata.namespace).to.equal(
      "kube-system",
    );
    expect(specOf()).to.deep.include({
      podSelector: { matchLabels: { "app.kubernetes.io/name": COLLECTOR } },
      policyTypes: ["Ingress", "Egress"],
    });
  });

  it("lets in Prometheus alone, to the port that Fluent Bit listens on, and nobody where nobody measures", () => {
    expect(specOf().ingress).to.deep.equal([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
            podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
          },
        ],
        ports: [{ protocol: "TCP", port: 2020 }],
      },
    ]);
    const { service } = fluentBitValues({ clusterName: "atlas", region: "eu-west-1", serviceMonitors: true });
    expect(service.extraService.split("\n")).to.include("HTTP_Port 2020");
    expect(specOf({ serviceMonitors: false }).ingress).to.deep.equal([]);
  });

  it("lets out names, credentials and port 443, but not to the nodes' credentials", () => {
    const dns = [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ];
    const others = [
      { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
    ];
    const resolvers = {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    };
    expect(specOf().egress).to.deep.equal([{ to: [resolvers], ports: dns }, ...others]);
    expect(specOf({ namesOnNodes: true }).egress).to.deep.equal([{ ports: dns }, ...others]);
  });
});
