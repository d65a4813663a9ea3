/**
 * Every version this platform pins. One place, so that an upgrade is one reviewed line.
 */

/** A Kubernetes minor version on EKS with its support dates (ISO days). */
export interface KubernetesRelease {
  /** Major and minor version: `1.35`. */
  readonly version: KubernetesVersion;
  /** Last day of standard support: after it EKS upgrades the cluster or charges for extended support. */
  readonly standardSupportEnds: string;
  /** Last day of extended support: after it EKS upgrades the cluster whatever its upgrade policy. */
  readonly extendedSupportEnds: string;
}

/** Minor versions a stack may ask for. */
export const KUBERNETES_VERSIONS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;
/** One of them. */
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/**
 * The newest minor version that Karpenter (1.9 and later), Velero (tested with 1.35.0) and the other controllers all
 * document support for.
 */
export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = "1.35";

/** Source: endoflife.date, "Amazon EKS", 2026-08-22, and the Amazon EKS User Guide's release calendar. */
export const KUBERNETES_RELEASES: readonly KubernetesRelease[] = [
  { version: "1.31", standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26" },
  { version: "1.32", standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23" },
  { version: "1.33", standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29" },
  { version: "1.34", standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02" },
  { version: "1.35", standardSupportEnds: "2027-03-27", extendedSupportEnds: "2028-03-27" },
  { version: "1.36", standardSupportEnds: "2027-08-02", extendedSupportEnds: "2028-08-02" },
];

/** EKS add-ons this platform installs, by the names EKS knows them by. */
export const EKS_ADDONS = [
  "vpc-cni",
  "kube-proxy",
  "coredns",
  "eks-pod-identity-agent",
  "aws-ebs-csi-driver",
  "snapshot-controller",
  "eks-node-monitoring-agent",
  "metrics-server",
] as const;
/** One of them. */
export type EksAddon = (typeof EKS_ADDONS)[number];

/**
 * EKS add-on -> Kubernetes minor version -> the version to install.
 *
 * AWS publishes no list of its add-on versions but the API (`aws eks describe-addon-versions`). Each version here was
 * named by a public source for that very minor version; where none was found the entry is missing, and a stack has to
 * name the version itself (`cluster.addonVersions`): 1.32 lacks eks-node-monitoring-agent, 1.33 snapshot-controller.
 */
export const EKS_ADDON_VERSIONS: Readonly<Record<EksAddon, Readonly<Partial<Record<KubernetesVersion, string>>>>> = {
  // Amazon EKS User Guide, "Assign IPs to Pods with the Amazon VPC CNI", as quoted by stackshy/cloudemu, 2026-09-26.
  "vpc-cni": every("v1.23.1-eksbuild.1"),
  // Amazon EKS User Guide, "Manage kube-proxy in Amazon EKS clusters", as quoted by stackshy/cloudemu, 2026-09-26.
  "kube-proxy": {
    "1.31": "v1.31.14-eksbuild.32",
    "1.32": "v1.32.13-eksbuild.28",
    "1.33": "v1.33.10-eksbuild.25",
    "1.34": "v1.34.6-eksbuild.25",
    "1.35": "v1.35.3-eksbuild.25",
    "1.36": "v1.36.0-eksbuild.21",
  },
  // Amazon EKS User Guide, "Manage CoreDNS for DNS in Amazon EKS clusters", as quoted by stackshy/cloudemu, 2026-09-26.
  coredns: {
    "1.31": "v1.11.4-eksbuild.53",
    "1.32": "v1.11.4-eksbuild.53",
    "1.33": "v1.12.4-eksbuild.31",
    "1.34": "v1.13.2-eksbuild.24",
    "1.35": "v1.14.3-eksbuild.16",
    "1.36": "v1.14.3-eksbuild.16",
  },
  // 1.31 to 1.35: a public CDK project's table of add-on versions by minor version (August 2026); 1.36: a public
  // inventory of a 1.36 cluster's active add-ons (September 2026).
  "eks-pod-identity-agent": { ...every("v1.4.0-eksbuild.1"), "1.36": "v1.4.0-eksbuild.2" },
  // 1.31 to 1.35: the same table; 1.36: a public Terraform configuration of a 1.36 cluster (July 2026).
  "aws-ebs-csi-driver": every("v1.63.1-eksbuild.1"),
  // Public configurations and inventories of clusters of these minor versions.
  "snapshot-controller": {
    "1.31": "v8.2.0-eksbuild.1",
    "1.32": "v8.3.0-eksbuild.1",
    "1.34": "v8.4.0-eksbuild.3",
    "1.35": "v8.6.0-eksbuild.4",
    "1.36": "v8.6.0-eksbuild.8",
  },
  // Public configurations of clusters of these minor versions. The agent itself: aws/eks-node-monitoring-agent.
  "eks-node-monitoring-agent": {
    "1.31": "v1.2.0-eksbuild.1",
    "1.33": "v1.4.2-eksbuild.1",
    "1.34": "v1.4.2-eksbuild.1",
    "1.35": "v1.7.0-eksbuild.1",
    "1.36": "v1.7.2-eksbuild.1",
  },
  // 1.31 to 1.35: the CDK project's table; 1.36: `describe-addon-versions` as quoted by a public project (October 2026).
  "metrics-server": {
    "1.31": "v0.8.1-eksbuild.14",
    "1.32": "v0.8.1-eksbuild.14",
    "1.33": "v0.8.1-eksbuild.14",
    "1.34": "v0.9.0-eksbuild.5",
    "1.35": "v0.9.0-eksbuild.5",
    "1.36": "v0.9.0-eksbuild.11",
  },
};

/**
 * The EKS add-on adot, an operator of OpenTelemetry collectors, which a stack gets with `tracing` alone.
 *
 * As above, AWS lists its versions by the API only, and each was named by a public source for that very minor version:
 * 1.31 to 1.33 AWS's own EKS Blueprints for CDK; 1.34 a public Terraform configuration; 1.35 a public cluster of that
 * version (2026); 1.36 `describe-addon-versions` for a cluster of that version, as quoted by a public project (June 2026).
 * None of them was asked of AWS itself.
 */
export const ADOT_VERSIONS: Readonly<Partial<Record<KubernetesVersion, string>>> = {
  "1.31": "v0.109.0-eksbuild.2",
  "1.32": "v0.131.0-eksbuild.1",
  "1.33": "v0.131.0-eksbuild.1",
  "1.34": "v0.141.0-eksbuild.1",
  "1.35": "v0.151.0-eksbuild.2",
  "1.36": "v0.151.0-eksbuild.1",
};

/**
 * Progressive delivery and load balancing.
 * Sources: argoproj/argo-helm, chart argo-rollouts 2.41.0 (2026-06-05); argoproj/argo-rollouts, tag v1.9.1 (2026-07-06),
 * which mends a CVE and the weights of ALBs in the chart's own v1.9.0 and has the same CRDs; aws/eks-charts, chart
 * aws-load-balancer-controller 3.5.0 (2026-08-03).
 */
export const ARGO_ROLLOUTS = {
  repository: "https://argoproj.github.io/argo-helm",
  chart: "argo-rollouts",
  chartVersion: "2.41.0",
  /** Tag of both images, the controller's and the dashboard's. */
  imageTag: "v1.9.1",
} as const;
export const AWS_LOAD_BALANCER_CONTROLLER = {
  repository: "https://aws.github.io/eks-charts",
  chart: "aws-load-balancer-controller",
  chartVersion: "3.5.0",
} as const;

function every(version: string): Record<KubernetesVersion, string> {
  return Object.fromEntries(KUBERNETES_VERSIONS.map((minor) => [minor, version])) as Record<KubernetesVersion, string>;
}

/** A Helm chart and where it comes from. */
export interface ChartPin {
  /** Name in `repository`, or the whole `oci://` reference. */
  readonly chart: string;
  /** Version of the chart, not of what it installs. */
  readonly version: string;
  /** Address of the chart repository; absent for `oci://` charts. */
  readonly repository?: string;
}

/** Source: aws/karpenter-provider-aws, tag v1.14.1 (2026-08-20). Both move together. Runs on Kubernetes 1.31 to 1.36. */
export const KARPENTER_CHART: ChartPin = { chart: "oci://public.ecr.aws/karpenter/karpenter", version: "1.14.1" };
export const KARPENTER_CRD_CHART: ChartPin = {
  chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
  version: "1.14.1",
};

/**
 * Prometheus, Alertmanager, Grafana and kube-state-metrics, and the definitions of the operator's kinds, of one and the
 * same operator (v0.93.1). Source: prometheus-community/helm-charts, charts kube-prometheus-stack and
 * prometheus-operator-crds (2026-08-22).
 */
export const KUBE_PROMETHEUS_STACK_CHART: ChartPin = {
  chart: "kube-prometheus-stack",
  version: "88.5.3",
  repository: "https://prometheus-community.github.io/helm-charts",
};
export const PROMETHEUS_OPERATOR_CRDS_CHART: ChartPin = {
  chart: "prometheus-operator-crds",
  version: "31.0.1",
  repository: "https://prometheus-community.github.io/helm-charts",
};

/** Source: NVIDIA/k8s-device-plugin, tag v0.20.0, deployments/helm/nvidia-device-plugin/Chart.yaml (2026-08). */
export const NVIDIA_DEVICE_PLUGIN_CHART: ChartPin = {
  chart: "nvidia-device-plugin",
  version: "0.20.0",
  repository: "https://nvidia.github.io/k8s-device-plugin",
};

/**
 * Images of Karpenter's nodes, family -> alias. A new release drifts, and so replaces, every node of the family; hence
 * it goes through dev and staging first.
 */
export const NODE_IMAGE_ALIASES = {
  /** Source: awslabs/amazon-eks-ami, CHANGELOG, "AMI Release v20260714". */
  al2023: "al2023@v20260714",
  /** Source: Bottlerocket release 1.64.0, as pinned by several public Karpenter configurations of 2026. */
  bottlerocket: "bottlerocket@v1.64.0",
} as const;

/** Source: vmware-tanzu/helm-charts, charts/velero/Chart.yaml, 12.1.0 (2026-06-25). Runs on Kubernetes up to 1.35. */
export const VELERO_CHART: ChartPin = {
  chart: "velero",
  version: "12.1.0",
  repository: "https://vmware-tanzu.github.io/helm-charts",
};

/**
 * Images of Velero. The server is one patch newer than the chart's own 1.18.1, whose CRDs it shares: it no longer leaks
 * moved snapshots. Sources: velero-io/velero, CHANGELOG-1.18, v1.18.2 (2026-06-24); velero-io/velero-plugin-for-aws,
 * v1.14.2 (2026-06-16), made for Velero 1.18.
 */
export const VELERO_IMAGES = {
  server: { repository: "docker.io/velero/velero", tag: "v1.18.2" },
  awsPlugin: "docker.io/velero/velero-plugin-for-aws:v1.14.2",
} as const;

/** Source: aws/eks-charts, stable/aws-for-fluent-bit/Chart.yaml, 0.2.0 (2026-02-03). */
export const FLUENT_BIT_CHART: ChartPin = {
  chart: "aws-for-fluent-bit",
  version: "0.2.0",
  repository: "https://aws.github.io/eks-charts",
};

/** Tag of AWS for Fluent Bit that the chart is made for. From 3 on it takes credentials of EKS Pod Identity. */
export const FLUENT_BIT_IMAGE_TAG = "3.2.1";

/** Source: cert-manager/cert-manager, tag v1.21.1 (2026-07-29). */
export const CERT_MANAGER_CHART: ChartPin = {
  chart: "cert-manager",
  version: "v1.21.1",
  repository: "https://charts.jetstack.io",
};
