import { DOCUMENTED_KUBERNETES, type KubernetesRange } from "../../components/shared/kubernetesSupport.ts";

/** What a pin is for, and what moves with it. */
export interface About {
  /** What it is called in the list. */
  readonly name: string;
  /** What depends on it, or on what it depends: what to look at before it is changed. */
  readonly dependents: string;
  /** Heading of docs/upgrades.md that says how to change it. */
  readonly guide: string;
  /** Minor versions it documents support for. Absent: it documents none. */
  readonly kubernetes?: KubernetesRange;
}

/**
 * Every constant of components/shared/versions.ts that pins something, by its name there.
 */
export const ABOUT: Readonly<Record<string, About>> = {
  KARPENTER_CHART: {
    name: "karpenter",
    dependents: "the CRDs of the same version, which go first; node classes and pools; the controller's permissions",
    guide: "Karpenter",
    kubernetes: DOCUMENTED_KUBERNETES.karpenter,
  },
  KARPENTER_CRD_CHART: {
    name: "karpenter-crd",
    dependents: "every NodePool and EC2NodeClass: deleting this chart deletes them; the controller follows it",
    guide: "Karpenter",
  },
  NODE_IMAGE_ALIASES: {
    name: "image of Karpenter's nodes",
    dependents: "every node of the family: a new release replaces them, within the pools' budgets",
    guide: "Karpenter",
  },
  NVIDIA_DEVICE_PLUGIN_CHART: {
    name: "nvidia-device-plugin",
    dependents: "pods that ask for nvidia.com/gpu, on pools with GPUs",
    guide: "Other charts",
  },
  ARGO_ROLLOUTS: {
    name: "argo-rollouts",
    dependents: "Rollouts, AnalysisTemplates and their runs; weights on load balancers",
    guide: "Argo Rollouts",
  },
  AWS_LOAD_BALANCER_CONTROLLER: {
    name: "aws-load-balancer-controller",
    dependents:
      "ingresses and their load balancers; weights of canaries; the controller's IAM policy; CRDs that Helm does not upgrade",
    guide: "Other charts",
  },
  VELERO_CHART: {
    name: "velero",
    dependents: "the server's image and its CRDs, which a job of the chart upgrades; schedules",
    guide: "Velero",
    kubernetes: DOCUMENTED_KUBERNETES.velero,
  },
  VELERO_IMAGES: {
    name: "image of velero",
    dependents: "the plugin is made for one minor version of the server; backups in the bucket",
    guide: "Velero",
  },
  KUBE_PROMETHEUS_STACK_CHART: {
    name: "kube-prometheus-stack",
    dependents: "the definitions of the same operator; rules, dashboards, and analyses that ask Prometheus",
    guide: "Other charts",
  },
  PROMETHEUS_OPERATOR_CRDS_CHART: {
    name: "prometheus-operator-crds",
    dependents: "every ServiceMonitor, PodMonitor and PrometheusRule; goes before kube-prometheus-stack",
    guide: "Other charts",
  },
  FLUENT_BIT_CHART: {
    name: "aws-for-fluent-bit",
    dependents: "the logs of containers; the image it is made for",
    guide: "Other charts",
  },
  FLUENT_BIT_IMAGE_TAG: {
    name: "image of aws-for-fluent-bit",
    dependents: "the logs of containers; EKS Pod Identity needs 3 or later",
    guide: "Other charts",
  },
  CERT_MANAGER_CHART: {
    name: "cert-manager",
    dependents:
      "certificates in the cluster, among them that of the operator of collectors; its definitions go with it",
    guide: "Other charts",
  },
};

/** What depends on a Kubernetes minor version. */
export const KUBERNETES_DEPENDENTS =
  "the add-ons' versions; the images of nodes; every controller's documented support";

/** What depends on an add-on's version. */
export const ADDON_DEPENDENTS: Readonly<Record<string, string>> = {
  "vpc-cni": "addresses of pods; before nodes",
  "kube-proxy": "routing to services; the cluster's minor version; before nodes",
  coredns: "names of services; after nodes",
  "eks-pod-identity-agent": "credentials of every controller and application; before nodes",
  "aws-ebs-csi-driver": "volumes, and their snapshots",
  "snapshot-controller": "volume snapshots, and with them Velero's backups",
  "eks-node-monitoring-agent": "repair of nodes",
  "metrics-server": "autoscalers, and kubectl top",
  adot: "the collectors of traces, whose image it brings; cert-manager before it",
};
