import { expect } from "chai";
import { CLUSTER_DNS, DNS, HTTPS, measuredOn, podsIn } from "../../../components/shared/networkRules.ts";

const BOTH = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

describe("rules that NetworkPolicies share", () => {
  it("let names be asked over UDP and TCP: of anybody, or of the cluster's own pods", () => {
    expect(DNS).to.deep.equal({ ports: BOTH });
    expect(CLUSTER_DNS).to.deep.equal({ to: [podsIn("kube-system", { "k8s-app": "kube-dns" })], ports: BOTH });
  });

  it("let HTTPS out, but not to where the node's credentials are", () => {
    expect(HTTPS).to.deep.equal({
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
      ports: [{ protocol: "TCP", port: 443 }],
    });
  });

  it("let only the namespace that measures ask for metrics", () => {
    expect(measuredOn(9402)).to.deep.equal({
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
      ports: [{ protocol: "TCP", port: 9402 }],
    });
  });
});
