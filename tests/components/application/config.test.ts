import { expect } from "chai";
import { namespacesOf } from "../../../components/application/namespaceQuota.ts";
import { applicationsSchema } from "../../../components/application/config.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import { application, INGRESS, problems, resolved } from "./support.ts";

describe("an application's defaults", () => {
  it("in prod are a canary with its analysis, three to ten replicas and a budget that keeps two", () => {
    const config = resolved();
    expect(config.strategy).to.deep.equal({
      kind: "canary",
      steps: [
        { setWeight: 20 },
        { pause: { duration: "5m" } },
        { analysis: { templates: ["success-rate"] } },
        { setWeight: 100 },
      ],
      maxSurge: "25%",
      maxUnavailable: 0,
    });
    expect(config.autoscaling).to.include({ minReplicas: 3, maxReplicas: 10, cpu: 60, memory: 80 });
    expect(config.disruptionBudget).to.deep.equal({ minAvailable: 2 });
    expect(config.spread).to.deep.equal({ zones: "required", hosts: "preferred" });
  });

  it("outside prod are rolling updates of a fixed number of replicas", () => {
    expect(resolved({}, "dev")).to.deep.include({ replicas: 1, autoscaling: undefined, disruptionBudget: undefined });
    expect(resolved({}, "staging")).to.deep.include({ replicas: 2, autoscaling: undefined });
    expect(resolved({}, "staging").disruptionBudget).to.deep.equal({ minAvailable: 1 });
    for (const tier of ["dev", "staging"] as const) expect(resolved({}, tier).strategy.kind).to.equal("rolling");
  });

  it("in prod without Argo Rollouts are rolling updates", () => {
    const [config] = applicationsSchema("prod", { rollouts: false }).parse([application()]);
    expect(config?.strategy.kind).to.equal("rolling");
  });

  it("are the sizes, ports and paths the documentation names", () => {
    for (const tier of TIERS) {
      const config = resolved({}, tier);
      expect(config).to.include({
        namespace: "shop",
        containerPort: 8080,
        servicePort: 80,
        user: 10001,
        priority: "standard",
      });
      expect(config.resources).to.deep.equal({
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { cpu: "500m", memory: "256Mi" },
      });
      expect(config.metrics).to.include({
        path: "/metrics",
        port: 8080,
        requestsMetric: "shop_http_requests_total",
        statusLabel: "status_code",
      });
    }
    expect(resolved({ autoscaling: {} }, "dev").autoscaling).to.include({ minReplicas: 2, maxReplicas: 4, cpu: 70 });
  });

  it("write quantities as Kubernetes does, so that Argo Rollouts has nothing to rewrite", () => {
    const { resources } = resolved({
      resources: { requests: { cpu: "1000m", memory: "1024Mi" }, limits: { cpu: "2000m", memory: "2048Mi" } },
    });
    expect(resources).to.deep.equal({ requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "2", memory: "2Gi" } });
  });

  it("know the preset for spikes, and let single rules replace the preset's", () => {
    const spiky = resolved({ autoscaling: { behaviour: "aggressive" } }).autoscaling;
    expect(spiky?.scaleUp).to.deep.equal({
      stabilizationWindowSeconds: 0,
      policies: [
        { type: "Percent", value: 100, periodSeconds: 10 },
        { type: "Pods", value: 100, periodSeconds: 10 },
      ],
    });
    expect(spiky?.scaleDown).to.deep.equal({
      stabilizationWindowSeconds: 300,
      policies: [{ type: "Percent", value: 10, periodSeconds: 60 }],
    });
    const own = { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] };
    expect(
      resolved({ autoscaling: { behaviour: "aggressive", scaleDown: own } }).autoscaling?.scaleDown?.policies,
    ).to.deep.equal(own.policies);
  });

  it("take an ingress's health check from the readiness probe", () => {
    const { ingress } = resolved({ ingress: INGRESS, probes: { readiness: { path: "/ready" } } });
    expect(ingress?.healthCheckPath).to.equal("/ready");
  });
});

describe("the namespaces of applications", () => {
  it("are made once, with room for both versions of every application during a release", () => {
    const applications = applicationsSchema("prod").parse([
      application({ name: "one", namespace: "team", ingress: { ...INGRESS, hosts: ["one.example.com"] } }),
      application({ name: "two", namespace: "team", strategy: { kind: "rolling" }, autoscaling: { maxReplicas: 4 } }),
      application({ name: "three" }),
    ]);
    const namespaces = namespacesOf(applications);
    expect(namespaces.map(({ name }) => name)).to.deep.equal(["team", "three"]);
    // 2 x 10 of the canary, 4 + 1 of the rolling update, 2 to spare.
    expect(namespaces[0]?.hard).to.deep.include({ pods: "27", "requests.cpu": "2700m", "services.loadbalancers": "0" });
    expect(namespaces.map(({ behindLoadBalancer }) => behindLoadBalancer)).to.deep.equal([true, false]);
  });

  it("take the quota that one of their applications gives", () => {
    const applications = applicationsSchema("prod").parse([application({ quota: { pods: 30, cpu: "8" } })]);
    expect(namespacesOf(applications)[0]?.hard).to.include({ pods: "30", "requests.cpu": "8" });
  });

  it("refuse a quota that a release would not fit into, a second quota, and the platform's own names", () => {
    expect(problems([application({ quota: { pods: 19 } })])).to.deep.equal([
      "0.quota.pods: is less than the applications of shop may need during a release; allowed is 20 or more",
    ]);
    expect(problems([application({ quota: { memory: "2Gi" } })])).to.deep.equal([
      "0.quota.memory: is less than the applications of shop may need during a release; allowed is 2560Mi or more",
    ]);
    const shared = { namespace: "team", quota: { pods: 60 } };
    expect(problems([application(shared), application({ ...shared, name: "other" })]).join()).to.match(
      /^1\.quota: is the second quota of the namespace team/,
    );
    expect(problems([application({ namespace: "kube-system" })]).join()).to.match(
      /^0\.namespace: is a namespace of Kubernetes/,
    );
    expect(problems([application({ name: "velero" })]).join()).to.match(/^0\.name: is a namespace of Kubernetes/);
  });
});
