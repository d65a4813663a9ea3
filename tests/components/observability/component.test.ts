import { expect } from "chai";
import { MonitoringCrdsComponent } from "../../../components/observability/index.ts";
import { podSecurityLevel } from "../../../components/observability/namespace.ts";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { type Plan, type PlannedResource, Secret } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, only, planOf } from "../../support/harness.ts";
import { WATCHED_PLATFORM } from "../../../scripts/rules/platform.ts";
import { made } from "./support.ts";

type Json = Record<string, unknown>;
const NAMESPACE = "kubernetes:core/v1:Namespace";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const RULE = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const SECRET = "kubernetes:core/v1:Secret";
const PASSWORD = "random:index/randomPassword:RandomPassword";
const DASHBOARD = "kubernetes:core/v1:ConfigMap";

const metadata = ({ inputs }: PlannedResource) =>
  inputs.metadata as { name: string; namespace?: string; labels?: Json };
const findings = async (plan: Plan) => {
  const report = await runPacks(plan, [{ ...pack, config: {} }]);
  expect(report.packs[pack.name]).to.be.greaterThan(15);
  return report.findings.map(({ rule, message }) => `${rule}: ${message}`);
};

describe("MonitoringCrdsComponent", () => {
  const crds = () => planOf(() => new MonitoringCrdsComponent("monitoring-crds"));

  it("installs the pinned definitions of the operator's kinds, without waiting for a node", async () => {
    const plan = await crds();
    const release = only(plan, RELEASE);
    expect(release.inputs).to.include({
      chart: "prometheus-operator-crds",
      version: "31.0.1",
      namespace: "kube-system",
      atomic: true,
    });
    expect(release.options.dependencies).to.deep.equal([]);
  });

  it("leaves them behind when it goes, with every monitor and rule", async () => {
    expect(only(await crds(), RELEASE).inputs.values).to.deep.equal({
      crds: { annotations: { "helm.sh/resource-policy": "keep" } },
    });
  });

  it("meets every rule of the Kubernetes pack", async () => {
    expect(await findings(await crds())).to.deep.equal([]);
  });
});

describe("ObservabilityComponent", () => {
  it("installs the pinned chart without definitions, so that a failed upgrade goes back", async () => {
    expect(only(await made(), RELEASE).inputs).to.include({
      name: "kube-prometheus-stack",
      chart: "kube-prometheus-stack",
      version: "88.5.3",
      namespace: "monitoring",
      skipCrds: true,
      atomic: true,
    });
  });

  it("installs it once its network is closed and its administrator and dashboards are there", async () => {
    const plan = await made();
    const before = [...all(plan, POLICY), only(plan, SECRET), ...all(plan, DASHBOARD)].map(({ urn }) => urn);
    expect(only(plan, RELEASE).options.dependencies).to.include.members(before);
  });

  it("keeps the namespace to the restricted profile, but for node-exporter", async () => {
    expect(metadata(only(await made(), NAMESPACE)).labels).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
    expect(metadata(only(await made({ nodeExporter: true }), NAMESPACE)).labels).to.include({
      "pod-security.kubernetes.io/enforce": "privileged",
    });
    expect([podSecurityLevel(false), podSecurityLevel(true)]).to.deep.equal(["restricted", "privileged"]);
  });

  it("gives Grafana's administrator a generated password, which only a Secret carries", async () => {
    const plan = await made();
    expect(only(plan, PASSWORD).inputs).to.include({ length: 32, special: false });
    const secret = only(plan, SECRET);
    expect(metadata(secret)).to.deep.include({ name: "grafana-admin", namespace: "monitoring" });
    expect(secret.options.propertyDependencies.stringData).to.deep.equal([only(plan, PASSWORD).urn]);
    expect(secret.inputs.stringData).to.be.instanceOf(Secret);
    expect(JSON.stringify(only(plan, RELEASE).inputs)).not.to.match(/adminPassword/);
  });

  it("makes neither administrator nor dashboards where there is no Grafana", async () => {
    const plan = await made({ grafana: false });
    expect(plan.resources.filter(({ type }) => [PASSWORD, SECRET, DASHBOARD].includes(type))).to.deep.equal([]);
    only(plan, RELEASE);
  });

  it("makes a PrometheusRule for each subject, in Prometheus' namespace", async () => {
    const rules = all(await made(), RULE);
    expect(rules.map((rule) => metadata(rule).name)).to.have.members(
      ["cluster", "monitoring", "karpenter", "scaling", "rollouts", "velero", "applications"].map(
        (subject) => `eks-platform-${subject}`,
      ),
    );
    for (const rule of rules) expect(metadata(rule).namespace).to.equal("monitoring");
  });

  it("has rules and dashboards about what there is alone", async () => {
    const watched = { karpenter: false, rollouts: false, backups: undefined, applications: [] };
    const plan = await made({}, { watched });
    expect(all(plan, RULE).map((rule) => metadata(rule).name)).to.have.members([
      "eks-platform-cluster",
      "eks-platform-monitoring",
    ]);
    expect(all(plan, DASHBOARD)).to.have.length(1);
    expect(all(await made(), DASHBOARD)).to.have.length(4);
    const withKarpenter = await made({}, { watched: { ...watched, karpenter: true } });
    expect(all(withKarpenter, DASHBOARD).map((one) => metadata(one).name)).to.have.members(
      ["platform", "karpenter"].map((name) => `eks-platform-dashboard-${name}`),
    );
  });

  it("leads alerts to where the stack says its runbooks are", async () => {
    const plan = await made({ alerts: { runbookBaseUrl: "https://example.com/runbooks" } });
    expect(JSON.stringify(all(plan, RULE).map(({ inputs }) => inputs))).to.include(
      "https://example.com/runbooks/api-server.md",
    );
  });

  it("puts every child under itself and names it after itself", async () => {
    const plan = await made();
    const component = only(plan, "eks-platform:observability:ObservabilityComponent");
    const children = plan.resources.filter(({ urn, type }) => urn !== component.urn && !/^pulumi:/.test(type));
    expect(children).to.have.length.greaterThan(15);
    for (const child of children) {
      expect(child.parent, child.name).to.equal(component.urn);
      expect(child.name).to.match(/^observability-/);
    }
  });

  it("meets every rule of the Kubernetes pack, with and without what can be turned off", async () => {
    expect(await findings(await made())).to.deep.equal([]);
    expect(await findings(await made({ grafana: false, nodeExporter: true }))).to.deep.equal([]);
    expect(await findings(await made({}, { watched: WATCHED_PLATFORM.watched }, "dev"))).to.deep.equal([]);
  });
});
