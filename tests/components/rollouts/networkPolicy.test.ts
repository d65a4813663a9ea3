import { expect } from "chai";
import { OWN_PROMETHEUS } from "../../../components/rollouts/config.ts";
import { networkPolicySpec } from "../../../components/rollouts/networkPolicy.ts";

interface Rule {
  readonly from?: readonly unknown[];
  readonly to?: readonly unknown[];
  readonly ports?: readonly { readonly protocol: string; readonly port: number }[];
}

function rules(changes: Partial<Parameters<typeof networkPolicySpec>[0]> = {}) {
  return networkPolicySpec({
    namesOnNodes: false,
    prometheusAddress: undefined,
    serviceMonitors: true,
    ...changes,
  }) as unknown as { readonly ingress: Rule[]; readonly egress: Rule[]; podSelector: object; policyTypes: string[] };
}

const ANYWHERE = [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }];
const named = (namespace: string) => ({ matchLabels: { "kubernetes.io/metadata.name": namespace } });
const tcp = (port: number) => [{ protocol: "TCP", port }];

describe("the network policy of argo-rollouts", () => {
  it("speaks of every pod, in both directions", () => {
    expect(rules()).to.deep.include({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  it("lets in whoever measures the controller, and nobody to the dashboard", () => {
    expect(rules().ingress).to.deep.equal([{ from: [{ namespaceSelector: named("monitoring") }], ports: tcp(8090) }]);
    expect(rules({ serviceMonitors: false }).ingress).to.deep.equal([]);
  });

  it("lets out names and port 443, but not to the nodes' credentials", () => {
    const [names, https, ...others] = rules().egress;
    expect(others).to.deep.equal([]);
    expect(names?.to).to.deep.equal([
      { namespaceSelector: named("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
    ]);
    expect(https).to.deep.equal({ to: ANYWHERE, ports: tcp(443) });
  });

  it("leaves open who resolves names where nodes do", () => {
    const [names] = rules({ namesOnNodes: true }).egress;
    expect(names).to.deep.equal({ ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)] });
  });

  const ways: [string, Rule[]][] = [
    [
      OWN_PROMETHEUS,
      [
        {
          to: [
            {
              namespaceSelector: named("monitoring"),
              podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
            },
          ],
          ports: tcp(9090),
        },
      ],
    ],
    ["https://prometheus.eu.example.com", [{ to: ANYWHERE, ports: tcp(443) }]],
    ["http://prometheus.eu.example.com", [{ to: ANYWHERE, ports: tcp(80) }]],
    [
      "http://thanos.metrics.svc:10902",
      [{ to: ANYWHERE, ports: tcp(10902) }, { to: [{ namespaceSelector: named("metrics") }] }],
    ],
  ];
  for (const [prometheusAddress, way] of ways) {
    it(`lets analyses ask ${prometheusAddress}`, () => {
      expect(rules({ prometheusAddress }).egress.slice(2)).to.deep.equal(way);
    });
  }
});
