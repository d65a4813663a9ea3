import { expect } from "chai";
import {
  analysisNeedsPrometheus,
  OWN_PROMETHEUS,
  prometheusAddressOf,
  type RolloutsConfig,
  rolloutsSchema,
  scraperNamespace,
} from "../../../components/rollouts/config.ts";
import { RolloutsComponent } from "../../../components/rollouts/index.ts";
import { networkPolicySpec } from "../../../components/rollouts/networkPolicy.ts";
import { rolloutsValues } from "../../../components/rollouts/values.ts";
import { ANALYSIS_TEMPLATES } from "../../../components/shared/analysisTemplates.ts";
import { TIERS } from "../../../components/shared/tiers.ts";
import { pack } from "../../../policies/kubernetes/pack.ts";
import type { Plan } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { all, only, planOf } from "../../support/harness.ts";

type Json = Record<string, unknown>;
const TEMPLATE = "kubernetes:argoproj.io/v1alpha1:ClusterAnalysisTemplate";
const RELEASE = "kubernetes:helm.sh/v3:Release";

const config = (given: Json = {}): RolloutsConfig => rolloutsSchema("prod").parse(given);

function problems(given: unknown): string[] {
  const parsed = rolloutsSchema("prod").safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("the namespace of a Prometheus that is not the platform's", () => {
  it("is the one its address names, where the address is that of a Service", () => {
    const of = (prometheusAddress: string) => scraperNamespace(config({ prometheusAddress }), false);
    expect(of("http://prometheus.metrics:9090")).to.equal("metrics");
    expect(of("http://prometheus.metrics.svc:9090")).to.equal("metrics");
    expect(of("http://prometheus.metrics.svc.cluster.local:9090/api")).to.equal("metrics");
    expect(of("https://prometheus.eu.example.com")).to.equal(undefined);
    expect(of("http://prometheus:9090")).to.equal(undefined);
  });

  it("is the one the stack names, and otherwise none beside the platform's own", () => {
    const prometheusAddress = "http://thanos.metrics:9090";
    expect(scraperNamespace(config({ prometheusAddress }), true)).to.equal(undefined);
    expect(scraperNamespace(config({ prometheusAddress, prometheusNamespace: "agents" }), true)).to.equal("agents");
    expect(scraperNamespace(config(), false)).to.equal(undefined);
  });
});

function made(
  given: Json = {},
  prometheusAddress: string | undefined = OWN_PROMETHEUS,
  serviceMonitors = true,
): Promise<Plan> {
  return planOf(
    () =>
      new RolloutsComponent("rollouts", {
        config: config(given),
        prometheusAddress,
        serviceMonitors,
        namesOnNodes: false,
        loadBalancers: true,
      }),
  );
}

describe("the rollouts section", () => {
  it("is on in prod and off elsewhere, unless the stack says otherwise", () => {
    expect(TIERS.map((tier) => rolloutsSchema(tier).parse({}).enabled)).to.deep.equal([false, false, true, false]);
    expect(rolloutsSchema("dev").parse({ enabled: true }).enabled).to.equal(true);
  });

  it("measures five times, a minute apart, and gives up at the second bad measurement", () => {
    expect(config().analysis).to.deep.equal({
      intervalSeconds: 60,
      count: 5,
      failureLimit: 1,
      windowSeconds: 120,
      successRate: 0.99,
      latencyP99Seconds: 0.5,
      restarts: 0,
    });
  });

  it("asks the platform's own Prometheus, another one that is named, or none", () => {
    expect(prometheusAddressOf(config(), true)).to.equal("http://prometheus-operated.monitoring:9090");
    expect(prometheusAddressOf(config(), false)).to.equal(undefined);
    const given = { prometheusAddress: "https://prometheus.example.com" };
    expect(prometheusAddressOf(config(given), true)).to.equal("https://prometheus.example.com");
    expect([
      analysisNeedsPrometheus({}, false),
      analysisNeedsPrometheus({}, true),
      analysisNeedsPrometheus(given, false),
    ]).to.deep.equal([true, false, false]);
  });

  it("refuses limits that tolerate everything, shares over one and addresses with a password", () => {
    expect(problems({ analysis: { failureLimit: 5 } }).join()).to.match(
      /^analysis\.failureLimit: tolerates every one of 5 measurements; /,
    );
    expect(problems({ analysis: { successRate: 99 } }).join()).to.match(/^analysis\.successRate: allowed is a share/);
    expect(problems({ prometheusAddress: "http://me:secret@prometheus" }).join()).to.match(
      /^prometheusAddress: .*without user name/,
    );
    expect(problems({ prometheusAddress: "prometheus:9090" }).join()).to.match(/^prometheusAddress: /);
    expect(problems({ notifications: { slack: { channels: ["#releases"] } } }).join()).to.match(/without the #/);
    expect(
      problems({ notifications: { slack: { channels: ["releases"], token: "xoxb-1" } } }),
      "a token in the stack file",
    ).to.have.length(1);
  });
});

describe("RolloutsComponent", () => {
  it("installs the pinned chart, after its namespace, so that a failed upgrade goes back", async () => {
    const plan = await made();
    const release = only(plan, RELEASE);
    expect(release.inputs).to.include({
      chart: "argo-rollouts",
      version: "2.41.0",
      namespace: "argo-rollouts",
      atomic: true,
    });
    expect(release.options.dependencies).to.have.members([
      only(plan, "kubernetes:core/v1:Namespace").urn,
      only(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy").urn,
    ]);
  });

  it("holds every pod of its namespace to the strictest profile, and says so to whoever tries", async () => {
    const { metadata } = only(await made(), "kubernetes:core/v1:Namespace").inputs as { metadata: { labels: Json } };
    expect(metadata.labels).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
  });

  it("lets every pod of its namespace talk by rules alone", async () => {
    const policy = only(await made(), "kubernetes:networking.k8s.io/v1:NetworkPolicy").inputs;
    expect(policy).to.deep.include({
      metadata: { name: "argo-rollouts", namespace: "argo-rollouts" },
      spec: networkPolicySpec({ namesOnNodes: false, prometheusAddress: OWN_PROMETHEUS, serviceMonitors: true }),
    });
  });

  it("makes the three analyses of every application, once the chart has brought their kind", async () => {
    const plan = await made();
    const templates = all(plan, TEMPLATE);
    expect(templates.map(({ inputs }) => (inputs.metadata as { name: string }).name)).to.have.members([
      ...ANALYSIS_TEMPLATES,
    ]);
    for (const template of templates) expect(template.options.dependencies).to.deep.equal([only(plan, RELEASE).urn]);
  });

  it("makes no analysis where there is no Prometheus to ask", async () => {
    const plan = await planOf(
      () =>
        new RolloutsComponent("rollouts", {
          config: config(),
          prometheusAddress: undefined,
          serviceMonitors: false,
          namesOnNodes: false,
          loadBalancers: false,
        }),
    );
    expect(plan.resources.filter(({ type }) => type === TEMPLATE)).to.deep.equal([]);
    only(plan, RELEASE);
  });

  it("meets every rule of the Kubernetes pack", async () => {
    const { findings, packs } = await runPacks(await made({ notifications: { slack: { channels: ["releases"] } } }), [
      { ...pack, config: {} },
    ]);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
    expect(packs[pack.name]).to.be.greaterThan(15);
  });
});

describe("the values of the chart argo-rollouts", () => {
  const values = (changes: Partial<Parameters<typeof rolloutsValues>[0]> = {}) =>
    rolloutsValues({
      dashboard: true,
      serviceMonitors: true,
      loadBalancers: true,
      notifications: undefined,
      ...changes,
    });

  it("upgrade the kinds with the chart, and leave them where the chart goes", () => {
    expect(values()).to.include({ installCRDs: true, keepCRDs: true });
  });

  it("run two controllers whose budget lets one go and keeps one", () => {
    expect(values().controller).to.deep.include({
      replicas: 2,
      pdb: { enabled: true, maxUnavailable: 1 },
      image: { tag: "v1.9.1" },
    });
  });

  it("give permissions for load balancers only where there are any, and for no other router", () => {
    const granted = (given: ReturnType<typeof values>) =>
      Object.entries(given.providerRBAC.providers)
        .filter(([, on]) => on)
        .map(([router]) => router);
    expect(granted(values())).to.deep.equal(["awsLoadBalancerController"]);
    expect(granted(values({ loadBalancers: false }))).to.deep.equal([]);
    expect(Object.keys(values().providerRBAC.providers)).to.have.members([
      "istio",
      "smi",
      "ambassador",
      "awsLoadBalancerController",
      "awsAppMesh",
      "traefik",
      "apisix",
      "contour",
      "glooPlatform",
      "gatewayAPI",
    ]);
  });

  it("keep the dashboard read-only and out of reach but for port forwarding", () => {
    expect(values().dashboard).to.deep.include({
      enabled: true,
      readonly: true,
      service: { type: "ClusterIP" },
      ingress: { enabled: false },
    });
    expect(values({ dashboard: false }).dashboard.enabled).to.equal(false);
  });

  it("publish metrics, with a ServiceMonitor only where the cluster knows the kind", () => {
    expect(values().controller.metrics).to.deep.equal({ enabled: true, serviceMonitor: { enabled: true } });
    expect(values({ serviceMonitors: false }).controller.metrics.serviceMonitor.enabled).to.equal(false);
  });

  it("refer to the Secret with the token, and never make it", () => {
    const notifications = rolloutsSchema("prod").parse({
      notifications: { slack: { channels: ["releases"], tokenKey: "bot" } },
    }).notifications;
    const given = values({ notifications }).notifications;
    expect(given).to.deep.include({ secret: { create: false }, notifiers: { "service.slack": "token: $bot" } });
    const triggers = "triggers" in given ? Object.keys(given.triggers) : [];
    const sent = "subscriptions" in given ? given.subscriptions[0]?.triggers : undefined;
    expect(triggers)
      .to.deep.equal(sent?.map((name) => `trigger.${name}`))
      .and.to.include("trigger.on-rollout-aborted");
    expect(values().notifications.secret).to.deep.equal({ create: false });
  });
});
