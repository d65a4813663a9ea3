import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../support/cases.ts";
import { change } from "../support/cases.ts";
import { enough, release } from "../support/fixtures.ts";

/** Values that size every container of a chart that is on by default, and all of its switches as they are. */
const sized: Record<string, Record<string, unknown>> = {
  karpenter: { controller: { resources: enough } },
  "karpenter-crd": {},
  "prometheus-operator-crds": {},
  "argo-rollouts": { controller: { resources: enough } },
  velero: { resources: enough, upgradeJobResources: enough, initContainers: [{ name: "plugin", resources: enough }] },
  "aws-load-balancer-controller": { resources: enough },
  "metrics-server": { resources: { limits: { memory: "200Mi" } } },
  "kube-prometheus-stack": {
    prometheusOperator: {
      resources: enough,
      prometheusConfigReloader: { resources: enough },
      admissionWebhooks: { patch: { resources: enough } },
    },
    prometheus: { prometheusSpec: { resources: enough } },
    alertmanager: { alertmanagerSpec: { resources: enough } },
    grafana: { resources: enough, sidecar: { resources: enough } },
    "kube-state-metrics": { resources: enough },
    "prometheus-node-exporter": { resources: enough },
  },
  keda: {},
  "cert-manager": {
    resources: enough,
    webhook: { resources: enough },
    cainjector: { resources: enough },
    startupapicheck: { resources: enough },
  },
  "external-secrets": { resources: enough, webhook: { resources: enough }, certController: { resources: enough } },
  "nvidia-device-plugin": { resources: enough },
};

/** Paths of containers that are there by default, and what the values lose for them to be unsized. */
const byDefault: [chart: string, path: string][] = [
  ["karpenter", "controller.resources"],
  ["argo-rollouts", "controller.resources"],
  ["velero", "resources"],
  ["velero", "upgradeJobResources"],
  ["velero", "initContainers[0].resources"],
  ["aws-load-balancer-controller", "resources"],
  ["kube-prometheus-stack", "prometheusOperator.resources"],
  ["kube-prometheus-stack", "prometheusOperator.prometheusConfigReloader.resources"],
  ["kube-prometheus-stack", "prometheusOperator.admissionWebhooks.patch.resources"],
  ["kube-prometheus-stack", "prometheus.prometheusSpec.resources"],
  ["kube-prometheus-stack", "alertmanager.alertmanagerSpec.resources"],
  ["kube-prometheus-stack", "grafana.resources"],
  ["kube-prometheus-stack", "grafana.sidecar.resources"],
  ["kube-prometheus-stack", "kube-state-metrics.resources"],
  ["kube-prometheus-stack", "prometheus-node-exporter.resources"],
  ["cert-manager", "resources"],
  ["cert-manager", "webhook.resources"],
  ["cert-manager", "cainjector.resources"],
  ["cert-manager", "startupapicheck.resources"],
  ["external-secrets", "resources"],
  ["external-secrets", "webhook.resources"],
  ["external-secrets", "certController.resources"],
  ["nvidia-device-plugin", "resources"],
];

/** Switches that are off by default, and the container that turning one on adds. */
const switchedOn: [chart: string, path: string, value: unknown, adds: string][] = [
  ["argo-rollouts", "dashboard.enabled", true, "dashboard.resources"],
  ["argo-rollouts", "controller.extraContainers", [{ name: "proxy" }], "controller.extraContainers[0].resources"],
  ["argo-rollouts", "controller.initContainers", [{ name: "fetch" }], "controller.initContainers[0].resources"],
  ["karpenter", "controller.sidecarContainer", [{ name: "proxy" }], "controller.sidecarContainer[0].resources"],
  ["velero", "deployNodeAgent", true, "nodeAgent.resources"],
  ["velero", "cleanUpCRDs", true, "kubectl.resources"],
  ["kube-prometheus-stack", "thanosRuler.enabled", true, "thanosRuler.thanosRulerSpec.resources"],
  ["kube-prometheus-stack", "crds.upgradeJob.enabled", true, "crds.upgradeJob.resources"],
  ["kube-prometheus-stack", "grafana.persistence.enabled", true, "grafana.initChownData.resources"],
  ["kube-prometheus-stack", "grafana.dashboards", { default: {} }, "grafana.downloadDashboards.resources"],
  ["kube-prometheus-stack", "grafana.imageRenderer.enabled", true, "grafana.imageRenderer.resources"],
  [
    "kube-prometheus-stack",
    "prometheusOperator.admissionWebhooks.deployment.enabled",
    true,
    "prometheusOperator.admissionWebhooks.deployment.resources",
  ],
];

/** Switches that take an unsized container away. */
const switchedOff: [chart: string, path: string, value: boolean, unsized: string][] = [
  ["velero", "upgradeCRDs", false, "upgradeJobResources"],
  ["kube-prometheus-stack", "grafana.enabled", false, "grafana.resources"],
  ["kube-prometheus-stack", "alertmanager.enabled", false, "alertmanager.alertmanagerSpec.resources"],
  ["kube-prometheus-stack", "nodeExporter.enabled", false, "prometheus-node-exporter.resources"],
  [
    "kube-prometheus-stack",
    "prometheusOperator.admissionWebhooks.certManager.enabled",
    true,
    "prometheusOperator.admissionWebhooks.patch.resources",
  ],
  ["cert-manager", "startupapicheck.enabled", false, "startupapicheck.resources"],
  ["external-secrets", "certController.create", false, "certController.resources"],
];

function of(chart: string): ReturnType<typeof release> {
  return release(chart, sized[chart] ?? {});
}

const karpenter = of("karpenter");

export const cases: RuleCases = {
  rule: "helm-release-resource-requests",
  passes: {
    ...Object.fromEntries(Object.keys(sized).map((chart) => [`passes ${chart} with every container sized`, of(chart)])),
    ...Object.fromEntries(
      switchedOff.map(([chart, path, value, unsized]) => [
        `asks nothing of ${chart} for ${unsized} when ${path} is ${String(value)}`,
        change(change(of(chart), `values.${unsized}`, undefined), `values.${path}`, value),
      ]),
    ),
    "leaves a chart it does not know to another rule": release("podinfo", {}),
    "passes a chart described by its parameter": {
      plan: release("podinfo", { ui: { resources: enough }, workers: [{ resources: enough }] }),
      parameters: { charts: { podinfo: ["ui.resources", "workers[]"] } },
    },
  },
  refuses: {
    ...Object.fromEntries(
      byDefault.map(([chart, path]) => [
        `refuses ${chart} without ${path}`,
        {
          plan: change(of(chart), `values.${path}`, undefined),
          says: ["requests.cpu", "requests.memory", "limits.memory"].map(
            (field) => `values.${path}.${field} is not set; every container`,
          ),
        },
      ]),
    ),
    ...Object.fromEntries(
      switchedOn.map(([chart, path, value, adds]) => [
        `refuses ${chart} with ${path} and ${adds} unset`,
        {
          plan: change(of(chart), `values.${path}`, value),
          says: [`values.${adds}.requests.cpu`, `values.${adds}.requests.memory`, `values.${adds}.limits.memory`],
        },
      ]),
    ),
    "names the component": {
      plan: change(karpenter, "values.controller.resources.limits", undefined),
      says: ["chart karpenter, the controller: values.controller.resources.limits.memory is not set"],
    },
    "refuses metrics-server without a memory limit, which its chart leaves out": {
      plan: release("metrics-server", {}),
      says: ["values.resources.limits.memory is not set"],
    },
    "knows a chart by the last part of its OCI address": {
      plan: { ...change(karpenter, "values", {}), props: { chart: "oci://public.ecr.aws/karpenter/karpenter" } },
      says: ["requests.cpu", "requests.memory", "limits.memory"],
    },
    "refuses a request of nothing in the values of a chart that sizes itself": {
      plan: release("keda", { resources: { operator: { requests: { cpu: "0" } } } }),
      says: ['values.resources.operator.requests.cpu is "0"'],
    },
    "refuses an unsized container of a chart described by its parameter": {
      plan: release("podinfo", { ui: {}, workers: [{ resources: enough }, {}] }),
      parameters: { charts: { podinfo: ["ui.resources", "workers[]"] } },
      says: ["values.ui.resources.", "values.workers[1].resources."],
    },
    "refuses a parameter of the wrong shape": {
      plan: karpenter,
      parameters: { charts: { podinfo: "ui.resources" } },
      says: ["the policy's parameter charts must be an object whose values are lists of strings"],
    },
    "refuses values of the wrong shape": {
      plan: change(karpenter, "values.controller", "big"),
      says: ["values.controller is a string; it must be an object"],
    },
  },
  unclear: {
    "advises on unknown resources of one container and still refuses another's": {
      plan: change(
        change(of("cert-manager"), "values.webhook.resources", UNKNOWN),
        "values.cainjector.resources.limits",
        undefined,
      ),
      unknown: "values.webhook.resources",
      says: ["values.cainjector.resources.limits.memory is not set"],
    },
    "advises on a switch that is not known": {
      plan: change(of("argo-rollouts"), "values.dashboard", { enabled: UNKNOWN }),
      unknown: "values.dashboard.enabled",
      says: [],
    },
    "advises on values that are not known": {
      plan: change(karpenter, "values", UNKNOWN),
      unknown: "values",
      says: [],
    },
  },
};
