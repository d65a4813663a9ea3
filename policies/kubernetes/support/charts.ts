/** A switch in a chart's values: a component exists only while every one of its switches is on. */
export interface Switch {
  /** Dotted path in the values. */
  readonly path: string;
  /** What the chart's own values say. */
  readonly byDefault: boolean;
  /** Whether the component exists while the switch is off instead. */
  readonly inverted?: true;
}

/** A container of a chart, or a list of containers that the values take whole. */
export interface Component {
  readonly name: string;
  /** Dotted path of its `resources` in the values; for a list, of the list: "initContainers[]". */
  readonly resources: string;
  readonly switches: readonly Switch[];
  /** What the chart's own values set already. */
  readonly preset: readonly string[];
}

const EVERYTHING = ["requests.cpu", "requests.memory", "limits.memory"];

function on(path: string): Switch {
  return { path, byDefault: true };
}

function off(path: string): Switch {
  return { path, byDefault: false };
}

function component(name: string, resources: string, ...switches: Switch[]): Component {
  return { name, resources, switches, preset: [] };
}

function preset(fields: readonly string[], given: Component): Component {
  return { ...given, preset: fields };
}

const PROMETHEUS_COMMUNITY = [
  "https://prometheus-community.github.io/helm-charts",
  "oci://ghcr.io/prometheus-community/charts",
];
const GRAFANA = on("grafana.enabled");
const OPERATOR = on("prometheusOperator.enabled");
const WEBHOOKS = on("prometheusOperator.admissionWebhooks.enabled");

/**
 * Where each chart keeps the resources of its containers, from the `values.yaml` of: karpenter 1.14.1, argo-rollouts
 * 2.41.0, velero 12.1.0, aws-load-balancer-controller 3.5.0, aws-for-fluent-bit 0.2.0, metrics-server 3.13.1, kube-prometheus-stack 88.5.3 with
 * its grafana, kube-state-metrics and prometheus-node-exporter sub-charts, keda 2.20.2, cert-manager v1.21.1,
 * external-secrets 2.9.0 and nvidia-device-plugin. Charts of definitions only have no components.
 *
 * The sub-chart node-feature-discovery of nvidia-device-plugin sizes its own containers.
 */
export const CHARTS: ReadonlyMap<string, readonly Component[]> = new Map([
  ["karpenter-crd", []],
  ["prometheus-operator-crds", []],
  [
    "karpenter",
    [component("the controller", "controller.resources"), component("a sidecar", "controller.sidecarContainer[]")],
  ],
  [
    "argo-rollouts",
    [
      component("the controller", "controller.resources"),
      component("an init container", "controller.initContainers[]"),
      component("an extra container", "controller.extraContainers[]"),
      component("the dashboard", "dashboard.resources", off("dashboard.enabled")),
    ],
  ],
  [
    "velero",
    [
      component("the server", "resources"),
      component("an init container", "initContainers[]"),
      component("the node agent", "nodeAgent.resources", off("deployNodeAgent")),
      component("the job that upgrades CRDs", "upgradeJobResources", on("upgradeCRDs")),
      component("the job that cleans up CRDs", "kubectl.resources", off("cleanUpCRDs")),
    ],
  ],
  ["aws-load-balancer-controller", [component("the controller", "resources")]],
  ["aws-for-fluent-bit", [component("the collector", "resources")]],
  [
    "metrics-server",
    [
      preset(["requests.cpu", "requests.memory"], component("the server", "resources")),
      preset(EVERYTHING, component("the add-on resizer", "addonResizer.resources", off("addonResizer.enabled"))),
    ],
  ],
  [
    "kube-prometheus-stack",
    [
      component("the operator", "prometheusOperator.resources", OPERATOR),
      component("the config reloader", "prometheusOperator.prometheusConfigReloader.resources", OPERATOR),
      component(
        "the jobs that make the webhooks' certificate",
        "prometheusOperator.admissionWebhooks.patch.resources",
        OPERATOR,
        WEBHOOKS,
        on("prometheusOperator.admissionWebhooks.patch.enabled"),
        { ...off("prometheusOperator.admissionWebhooks.certManager.enabled"), inverted: true },
      ),
      component(
        "the webhook server",
        "prometheusOperator.admissionWebhooks.deployment.resources",
        OPERATOR,
        WEBHOOKS,
        off("prometheusOperator.admissionWebhooks.deployment.enabled"),
      ),
      component("Prometheus", "prometheus.prometheusSpec.resources", on("prometheus.enabled")),
      component(
        "an init container of Prometheus",
        "prometheus.prometheusSpec.initContainers[]",
        on("prometheus.enabled"),
      ),
      component("Alertmanager", "alertmanager.alertmanagerSpec.resources", on("alertmanager.enabled")),
      component("the Thanos ruler", "thanosRuler.thanosRulerSpec.resources", off("thanosRuler.enabled")),
      component(
        "the job that upgrades CRDs",
        "crds.upgradeJob.resources",
        on("crds.enabled"),
        off("crds.upgradeJob.enabled"),
      ),
      component("Grafana", "grafana.resources", GRAFANA),
      component(
        "Grafana's dashboards sidecar",
        "grafana.sidecar.resources",
        GRAFANA,
        on("grafana.sidecar.dashboards.enabled"),
      ),
      component(
        "Grafana's data sources sidecar",
        "grafana.sidecar.resources",
        GRAFANA,
        on("grafana.sidecar.datasources.enabled"),
      ),
      component(
        "Grafana's alerts sidecar",
        "grafana.sidecar.resources",
        GRAFANA,
        off("grafana.sidecar.alerts.enabled"),
      ),
      component(
        "the init container that owns Grafana's volume",
        "grafana.initChownData.resources",
        GRAFANA,
        off("grafana.persistence.enabled"),
        on("grafana.initChownData.enabled"),
      ),
      component(
        "the init container that loads dashboards",
        "grafana.downloadDashboards.resources",
        GRAFANA,
        off("grafana.dashboards"),
      ),
      component(
        "Grafana's image renderer",
        "grafana.imageRenderer.resources",
        GRAFANA,
        off("grafana.imageRenderer.enabled"),
      ),
      component("kube-state-metrics", "kube-state-metrics.resources", on("kubeStateMetrics.enabled")),
      component("node-exporter", "prometheus-node-exporter.resources", on("nodeExporter.enabled")),
    ],
  ],
  [
    "keda",
    [
      preset(EVERYTHING, component("the operator", "resources.operator")),
      preset(EVERYTHING, component("the metrics server", "resources.metricServer", on("metricsServer.enabled"))),
      preset(EVERYTHING, component("the webhooks", "resources.webhooks", on("webhooks.enabled"))),
    ],
  ],
  [
    "cert-manager",
    [
      component("the controller", "resources"),
      component("an extra container", "extraContainers[]"),
      component("the webhook", "webhook.resources"),
      component("the CA injector", "cainjector.resources", on("cainjector.enabled")),
      component("the start-up check", "startupapicheck.resources", on("startupapicheck.enabled")),
    ],
  ],
  [
    "external-secrets",
    [
      component("the controller", "resources"),
      component("an extra container", "extraContainers[]"),
      component("an extra init container", "extraInitContainers[]"),
      component("the webhook", "webhook.resources", on("webhook.create")),
      component("the certificate controller", "certController.resources", on("certController.create")),
    ],
  ],
  ["nvidia-device-plugin", [component("the plugin", "resources")]],
]);

/** Where each chart of {@link CHARTS} is published, by its own project. */
export const CHART_SOURCES: ReadonlyMap<string, readonly string[]> = new Map([
  ["karpenter-crd", ["oci://public.ecr.aws/karpenter"]],
  ["karpenter", ["oci://public.ecr.aws/karpenter"]],
  ["prometheus-operator-crds", PROMETHEUS_COMMUNITY],
  ["kube-prometheus-stack", PROMETHEUS_COMMUNITY],
  ["argo-rollouts", ["https://argoproj.github.io/argo-helm", "oci://ghcr.io/argoproj/argo-helm"]],
  ["velero", ["https://vmware-tanzu.github.io/helm-charts"]],
  ["aws-load-balancer-controller", ["https://aws.github.io/eks-charts"]],
  ["aws-for-fluent-bit", ["https://aws.github.io/eks-charts"]],
  ["metrics-server", ["https://kubernetes-sigs.github.io/metrics-server"]],
  ["keda", ["https://kedacore.github.io/charts"]],
  ["cert-manager", ["https://charts.jetstack.io", "oci://quay.io/jetstack/charts"]],
  ["external-secrets", ["https://charts.external-secrets.io", "oci://ghcr.io/external-secrets/charts"]],
  ["nvidia-device-plugin", ["https://nvidia.github.io/k8s-device-plugin"]],
]);
