import { expect } from "chai";
import { alertmanagerConfig } from "../../../components/observability/alertmanagerConfig.ts";
import type { ObservabilityConfig } from "../../../components/observability/config.ts";
import { monitoringValues } from "../../../components/observability/values/index.ts";
import type { Tier } from "../../../components/shared/tiers.ts";
import { observability } from "./support.ts";

const RECEIVERS = [
  { kind: "slack", name: "team", secret: "alertmanager", key: "slack", channel: "#platform-alerts" },
  { kind: "pagerduty", name: "on-call", secret: "alertmanager", key: "pagerduty", severities: ["critical"] },
  { kind: "webhook", name: "desk", secret: "desk" },
];
const told = observability({ alerts: { receivers: RECEIVERS } });

function values(given: unknown = {}, tier: Tier = "prod") {
  return monitoringValues({ clusterName: "atlas-prod", config: observability(given, tier), storageClass: "gp3" });
}
const claim = (size: string) => ({
  volumeClaimTemplate: {
    spec: { storageClassName: "gp3", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: size } } },
  },
});

describe("the values of the chart kube-prometheus-stack", () => {
  it("leave the definitions to their own release, and rules and dashboards to the platform", () => {
    expect(values().crds).to.deep.equal({ enabled: false });
    expect(values().defaultRules).to.deep.equal({ create: false });
    expect(values().grafana.defaultDashboardsEnabled).to.equal(false);
  });

  it("have Prometheus take every monitor and rule, whoever brings it", () => {
    expect(values().prometheus.prometheusSpec).to.include({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    });
  });

  it("keep measurements by time and by size, on a volume that encrypts", () => {
    const spec = values({ prometheus: { retentionDays: 9, volumeGiB: 200, retentionGiB: 150 } }).prometheus
      .prometheusSpec;
    expect(spec).to.deep.include({
      retention: "9d",
      retentionSize: "150GiB",
      walCompression: true,
      storageSpec: claim("200Gi"),
    });
    expect(values().alertmanager.alertmanagerSpec.storage).to.deep.equal(claim("2Gi"));
  });

  it("run two of what must not be missed in prod, apart and off spot nodes, each with a budget", () => {
    const { prometheus, alertmanager } = values();
    for (const [name, spec, budget] of [
      ["prometheus", prometheus.prometheusSpec, prometheus.podDisruptionBudget],
      ["alertmanager", alertmanager.alertmanagerSpec, alertmanager.podDisruptionBudget],
    ] as const) {
      expect(spec.replicas, name).to.equal(2);
      expect(budget, name).to.deep.equal({ enabled: true, minAvailable: 1 });
      expect(spec.podAntiAffinity, name).to.equal("soft");
      expect(
        spec.topologySpreadConstraints.map(({ topologyKey, labelSelector }) => [
          topologyKey,
          labelSelector.matchLabels,
        ]),
        name,
      ).to.deep.equal([
        ["topology.kubernetes.io/zone", { "app.kubernetes.io/name": name }],
        ["kubernetes.io/hostname", { "app.kubernetes.io/name": name }],
      ]);
      expect(JSON.stringify(spec.affinity), name).to.include('"operator":"NotIn","values":["spot"]');
    }
    expect(values({}, "dev").prometheus.podDisruptionBudget.enabled).to.equal(false);
    expect(values({}, "dev").alertmanager.alertmanagerSpec.replicas).to.equal(1);
  });

  it("measure nothing of the control plane that EKS does not show", () => {
    const found = values();
    for (const part of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"] as const) {
      expect(found[part], part).to.deep.equal({ enabled: false });
    }
    for (const part of ["kubeApiServer", "kubelet", "coreDns", "kubeStateMetrics"] as const) {
      expect(found[part], part).to.deep.equal({ enabled: true });
    }
  });

  it("have kube-state-metrics read no Secrets, and publish what tells a node's pool, price and place", () => {
    const state = values()["kube-state-metrics"];
    expect(state.collectors).to.include.members(["pods", "nodes", "configmaps"]).and.not.include("secrets");
    expect(state.metricLabelsAllowlist).to.deep.equal([
      "nodes=[karpenter.sh/nodepool,karpenter.sh/capacity-type,node.kubernetes.io/instance-type,topology.kubernetes.io/zone]",
    ]);
  });

  it("make the webhooks' certificate once, and let nothing wait for a webhook that is away", () => {
    const { admissionWebhooks } = values().prometheusOperator;
    expect(admissionWebhooks).to.deep.include({ failurePolicy: "Ignore", certManager: { enabled: false } });
    expect(admissionWebhooks.patch.enabled).to.equal(true);
  });

  it("run node-exporter and Grafana where the stack says so", () => {
    expect([values().nodeExporter.enabled, values().grafana.enabled]).to.deep.equal([false, true]);
    const other = values({ nodeExporter: true, grafana: false });
    expect([other.nodeExporter.enabled, other.grafana.enabled]).to.deep.equal([true, false]);
  });

  it("open nothing to the world, and Grafana's sidecars to no Secret of other namespaces", () => {
    const { grafana, prometheus, alertmanager } = values();
    for (const { ingress } of [grafana, prometheus, alertmanager]) expect(ingress).to.deep.equal({ enabled: false });
    expect(prometheus.prometheusSpec.enableAdminAPI).to.equal(false);
    expect(grafana.rbac).to.deep.equal({ namespaced: true });
    expect(grafana.sidecar.dashboards).to.deep.equal({ enabled: true, resource: "configmap", searchNamespace: "" });
    expect(grafana.initChownData.enabled).to.equal(false);
    expect(grafana["grafana.ini"]["auth.anonymous"]).to.deep.equal({ enabled: false });
  });

  it("take Grafana's administrator from the Secret", () => {
    expect(values().grafana.admin).to.deep.equal({
      existingSecret: "grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
  });

  it("name the cluster in whatever leaves it, and give Prometheus the memory it is told", () => {
    const spec = values({ prometheus: { memoryMiB: 8192 } }).prometheus.prometheusSpec;
    expect(spec.externalLabels).to.deep.equal({ cluster: "atlas-prod" });
    expect(spec.resources).to.deep.equal({ requests: { cpu: "250m", memory: "8192Mi" }, limits: { memory: "8192Mi" } });
  });
});

describe("the configuration of Alertmanager", () => {
  const config = alertmanagerConfig(told.alertmanager.receivers);

  it("tells each receiver of its severities, and lets others hear as well", () => {
    expect(config.route.routes).to.deep.equal([
      { receiver: "team", matchers: ['severity=~"critical|warning"'], continue: true },
      { receiver: "on-call", matchers: ['severity=~"critical"'], continue: true },
      { receiver: "desk", matchers: ['severity=~"critical|warning"'], continue: true },
    ]);
  });

  it("reads what is secret from files, and holds none of it", () => {
    expect(config.receivers).to.have.length(4);
    expect(JSON.stringify(config.receivers[1])).to.include(
      '"api_url_file":"/etc/alertmanager/secrets/alertmanager/slack"',
    );
    expect(config.receivers[2]).to.deep.equal({
      name: "on-call",
      pagerduty_configs: [
        { routing_key_file: "/etc/alertmanager/secrets/alertmanager/pagerduty", send_resolved: true },
      ],
    });
    expect(config.receivers[3]).to.deep.equal({
      name: "desk",
      webhook_configs: [{ url_file: "/etc/alertmanager/secrets/desk/url", send_resolved: true }],
    });
  });

  it("mounts each Secret once", () => {
    const given: ObservabilityConfig = told;
    const spec = monitoringValues({ clusterName: "atlas-prod", config: given, storageClass: "gp3" }).alertmanager
      .alertmanagerSpec;
    expect(spec.secrets).to.deep.equal(["alertmanager", "desk"]);
  });

  it("announces on the topic what the stack says, signed for its region, and tells the others too", () => {
    const announcement = {
      topicArn: "arn:aws:sns:eu-west-1:111122223333:atlas-prod-alarms",
      region: "eu-west-1",
      severities: ["critical"] as const,
    };
    const { route, receivers } = alertmanagerConfig(told.alertmanager.receivers, announcement);
    expect(route.routes[0]).to.deep.equal({
      receiver: "alarm-topic",
      matchers: ['severity=~"critical"'],
      continue: true,
    });
    expect(receivers.map(({ name }) => name)).to.deep.equal(["nobody", "alarm-topic", "team", "on-call", "desk"]);
    const [sns] = (receivers[1] as unknown as { sns_configs: Record<string, unknown>[] }).sns_configs;
    expect(sns).to.deep.include({
      topic_arn: announcement.topicArn,
      sigv4: { region: "eu-west-1" },
      send_resolved: true,
    });
    expect(sns?.message).to.include(".Annotations.runbook_url");
    expect(sns?.subject).to.not.include("\n");
  });

  it("has a receiver for every route, and tells nobody where nobody is named", () => {
    const names = config.receivers.map(({ name }) => name);
    for (const { receiver } of [config.route, ...config.route.routes]) expect(names).to.include(receiver);
    expect(alertmanagerConfig([])).to.deep.include({ receivers: [{ name: "nobody" }] });
    expect(alertmanagerConfig([]).route.routes).to.deep.equal([]);
  });

  it("has a message say what is wrong and lead to the runbook", () => {
    expect(JSON.stringify(config.receivers[1]))
      .to.include(".Annotations.summary")
      .and.to.include(".Annotations.runbook_url");
  });

  it("keeps a warning quiet beside the alarm about the same thing alone", () => {
    expect(config.inhibit_rules).to.deep.include({
      source_matchers: ['alertname="VolumeAlmostFull"'],
      target_matchers: ['alertname="VolumeFilling"'],
      equal: ["namespace", "persistentvolumeclaim"],
    });
    for (const { equal } of config.inhibit_rules) expect(equal).to.have.length.greaterThan(1);
  });
});
