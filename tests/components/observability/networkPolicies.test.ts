import { expect } from "chai";
import { networkPolicies } from "../../../components/observability/networkPolicies.ts";

interface Rule {
  readonly from?: readonly unknown[];
  readonly to?: readonly unknown[];
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
}
interface Policy {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

const policies = networkPolicies({ announces: true, namesOnNodes: false }) as unknown as Readonly<
  Record<string, Policy>
>;
const pods = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const ports = ({ ports: own = [] }: Rule) => own.map(({ port }) => port);
const policy = (name: string): Policy => {
  const found = policies[name];
  if (!found) throw new Error(`there is no policy ${name}`);
  return found;
};

describe("the network of the namespace monitoring", () => {
  it("is closed both ways for every pod", () => {
    expect(policy("default-deny")).to.deep.equal({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("has Prometheus asked by its own namespace and by the controller that judges releases, and by nobody else", () => {
    expect(policy("prometheus").ingress?.[0]?.from).to.deep.equal([
      namespace("monitoring"),
      namespace("argo-rollouts"),
    ]);
    expect((policy("prometheus").ingress ?? []).map(ports)).to.deep.equal([[9090], [8080]]);
  });

  it("lets Prometheus measure pods anywhere, kubelets and node-exporters", () => {
    const [anyPod, nodes] = policy("prometheus").egress ?? [];
    expect(anyPod).to.deep.equal({ to: [{ namespaceSelector: {} }] });
    expect(ports(nodes ?? {})).to.deep.equal([10250, 9100]);
  });

  it("lets Alertmanager have credentials by Pod Identity where it has a role, and nobody the node's", () => {
    const agent = { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] };
    expect(policy("alertmanager").egress).to.deep.include(agent);
    const others = Object.entries(policies).filter(([name]) => name !== "alertmanager");
    expect(JSON.stringify(others)).to.not.include(agent.to[0]?.ipBlock.cidr ?? "");
    expect(JSON.stringify(networkPolicies({ announces: false, namesOnNodes: false }))).to.not.include("169.254.170.23");
  });

  it("lets Alertmanagers talk among themselves, which takes both protocols", () => {
    const { ingress = [], egress = [] } = policy("alertmanager");
    for (const rule of [ingress.at(-1), egress[0]]) {
      expect(rule?.from ?? rule?.to).to.deep.equal([pods("alertmanager")]);
      expect(rule?.ports).to.deep.equal([
        { protocol: "TCP", port: 9094 },
        { protocol: "UDP", port: 9094 },
      ]);
    }
    expect(ingress[0]).to.deep.equal({
      from: [pods("prometheus"), pods("grafana")],
      ports: [{ protocol: "TCP", port: 9093 }],
    });
  });

  it("lets Grafana ask Prometheus and Alertmanager, and be measured", () => {
    const { ingress = [], egress = [] } = policy("grafana");
    expect(egress.map(({ to }) => to)).to.deep.equal([[pods("prometheus")], [pods("alertmanager")]]);
    expect(ingress).to.deep.equal([{ from: [pods("prometheus")], ports: [{ protocol: "TCP", port: 3000 }] }]);
  });

  it("lets the API server ask the operator's webhook, from wherever it is", () => {
    expect(policy("operator").ingress).to.deep.equal([{ ports: [{ protocol: "TCP", port: 10250 }] }]);
    expect(policy("kube-state-metrics").ingress?.map(ports)).to.deep.equal([[8080, 8081]]);
  });

  it("keeps the nodes' metadata out of reach of every pod", () => {
    const open = Object.values(policies)
      .flatMap(({ egress = [] }) => egress.flatMap(({ to = [] }) => to))
      // The agent of Pod Identity hands out what a pod's own account may do, and nothing of the node's.
      .filter((peer) => /ipBlock(?!.*169\.254\.170\.23\/32)/.test(JSON.stringify(peer)));
    expect(open).to.have.length.greaterThan(1);
    for (const peer of open) expect(peer).to.deep.equal({ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } });
  });
});
