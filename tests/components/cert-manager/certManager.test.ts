import { expect } from "chai";
import { certManagerSchema } from "../../../components/cert-manager/config.ts";
import { CertManagerComponent } from "../../../components/cert-manager/index.ts";
import { networkPolicySpec } from "../../../components/cert-manager/networkPolicy.ts";
import { certManagerValues } from "../../../components/cert-manager/values.ts";
import { CERT_MANAGER_CHART } from "../../../components/shared/versions.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, only, planOf } from "../../support/harness.ts";
import { waitsFor } from "../cluster/support.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const COMPONENT = "eks-platform:cert-manager:CertManagerComponent";

describe("the certManager config", () => {
  it("is on where something needs it, or where a stack says so", () => {
    expect(certManagerSchema({ needed: true }).parse({})).to.deep.equal({ enabled: true });
    expect(certManagerSchema({ needed: false }).parse({})).to.deep.equal({ enabled: false });
    expect(certManagerSchema({ needed: false }).parse({ enabled: true })).to.deep.equal({ enabled: true });
  });

  it("cannot be off where something needs it", () => {
    const found = certManagerSchema({ needed: true }).safeParse({ enabled: false });
    expect(found.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).to.deep.equal([
      "enabled: allowed is true: the operator that tracing needs has its certificate from it",
    ]);
  });
});

describe("the cert-manager component", () => {
  let plan: Plan;
  before(async () => {
    plan = await planOf(
      () => new CertManagerComponent("cert-manager", { tier: "prod", serviceMonitors: true, namesOnNodes: false }),
    );
  });

  it("names every child after itself and parents all of them", () => {
    const children = plan.resources.filter(({ type }) => type !== COMPONENT && !type.startsWith("pulumi:"));
    expect(children).to.have.length(3);
    for (const { name, parent } of children) {
      expect(name).to.match(/^cert-manager-/);
      expect(parent).to.equal(only(plan, COMPONENT).urn);
    }
  });

  it("installs the pinned chart into a restricted namespace that is closed already", () => {
    const release = only(plan, RELEASE);
    expect(release.inputs).to.deep.include({
      name: "cert-manager",
      namespace: "cert-manager",
      chart: CERT_MANAGER_CHART.chart,
      version: CERT_MANAGER_CHART.version,
      atomic: true,
    });
    expect(release.inputs.values).to.deep.equal(
      certManagerValues({ tier: "prod", serviceMonitors: true, namesOnNodes: false }),
    );
    expect(waitsFor(plan, release, only(plan, POLICY))).to.equal(true);
    expect((only(plan, NAMESPACE).inputs.metadata as { labels: object }).labels).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  it("breaks no rule of either pack, with one of each or two", async () => {
    for (const tier of ["dev", "prod"] as const) {
      const made = await planOf(
        () => new CertManagerComponent("cert-manager", { tier, serviceMonitors: false, namesOnNodes: false }),
      );
      expect(all(made, RELEASE)).to.have.length(1);
      expect((await runPacks(made, await loadPacks(tier))).findings).to.deep.equal([]);
    }
  });
});

describe("the values of cert-manager", () => {
  const prod = certManagerValues({ tier: "prod", serviceMonitors: true, namesOnNodes: false });
  const dev = certManagerValues({ tier: "dev", serviceMonitors: false, namesOnNodes: false });

  it("have Helm upgrade its definitions, and leave them with every certificate when it goes", () => {
    expect(prod.crds).to.deep.equal({ enabled: true, keep: true });
  });

  it("have two of each in prod, of which one stays, and one elsewhere that may go", () => {
    for (const part of [prod, prod.webhook, prod.cainjector]) {
      expect(part.replicaCount).to.equal(2);
      expect(part.podDisruptionBudget).to.deep.equal({ enabled: true, minAvailable: 1 });
    }
    for (const part of [dev, dev.webhook, dev.cainjector]) {
      expect(part.replicaCount).to.equal(1);
      expect(part.podDisruptionBudget.enabled).to.equal(false);
    }
  });

  it("spread each part by its own label", () => {
    const parts = [prod, prod.webhook, prod.cainjector].map(({ topologySpreadConstraints }) =>
      topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels["app.kubernetes.io/component"]),
    );
    expect(parts).to.deep.equal([
      ["controller", "controller"],
      ["webhook", "webhook"],
      ["cainjector", "cainjector"],
    ]);
  });

  it("keep its leases in its own namespace, and are measured only where there is a Prometheus", () => {
    expect(prod.global.leaderElection.namespace).to.equal("cert-manager");
    expect(prod.prometheus.servicemonitor.enabled).to.equal(true);
    expect(dev.prometheus.servicemonitor.enabled).to.equal(false);
  });
});

describe("the network of the namespace cert-manager", () => {
  const ports = (spec: ReturnType<typeof networkPolicySpec>) =>
    (spec.ingress as { ports: { port: number }[] }[]).flatMap((rule) => rule.ports.map(({ port }) => port));
  it("lets the API server in, and Prometheus where there is one", () => {
    expect(ports(networkPolicySpec({ serviceMonitors: true, namesOnNodes: false }))).to.deep.equal([10250, 9402]);
    expect(ports(networkPolicySpec({ serviceMonitors: false, namesOnNodes: false }))).to.deep.equal([10250]);
  });

  it("keeps it from the node's credentials", () => {
    expect(JSON.stringify(networkPolicySpec({ serviceMonitors: true, namesOnNodes: false }).egress)).to.include(
      '"except":["169.254.0.0/16"]',
    );
  });
});
