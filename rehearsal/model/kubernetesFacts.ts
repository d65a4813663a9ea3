/** Facts about kinds of Kubernetes and about charts that the models are built from. */
import { textAt, valuesAt } from "../cloud/values.ts";
import type { CloudRecord } from "./types.ts";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Namespaces that every cluster has. */
export const BUILT_IN_NAMESPACES = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** API group of custom resources -> who brings their kinds: one of these charts, or an EKS add-on. */
export const KINDS_FROM: Readonly<Record<string, { readonly charts?: readonly string[]; readonly addon?: string }>> = {
  "argoproj.io": { charts: ["argo-rollouts"] },
  "cert-manager.io": { charts: ["cert-manager"] },
  "elbv2.k8s.aws": { charts: ["aws-load-balancer-controller"] },
  "karpenter.k8s.aws": { charts: ["karpenter-crd"] },
  "karpenter.sh": { charts: ["karpenter-crd"] },
  "keda.sh": { charts: ["keda"] },
  "monitoring.coreos.com": { charts: ["prometheus-operator-crds", "kube-prometheus-stack"] },
  "opentelemetry.io": { addon: "adot" },
  "snapshot.storage.k8s.io": { addon: "snapshot-controller" },
  "velero.io": { charts: ["velero"] },
};

/** Groups of Kubernetes itself, and of EKS in a cluster of its own. */
const BUILT_IN_GROUPS =
  /^(?:core|apps|batch|autoscaling|policy|eks\.amazonaws\.com|(?:admissionregistration|apiextensions|apiregistration|coordination|flowcontrol\.apiserver|networking|node|rbac\.authorization|scheduling|storage)\.k8s\.io)$/;

/** Fields that no update can change, by kind, besides name and namespace. Source: Kubernetes API reference, v1.35; Karpenter v1.14 CRDs. */
export const IMMUTABLE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.selector", "spec.template"],
  NodePool: ["spec.template.spec.nodeClassRef.group", "spec.template.spec.nodeClassRef.kind"],
  PersistentVolumeClaim: ["spec.storageClassName", "spec.accessModes", "spec.volumeMode", "spec.volumeName"],
  PriorityClass: ["value", "preemptionPolicy"],
  RoleBinding: ["roleRef"],
  Secret: ["type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
  StorageClass: ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
};

/** Kinds that take what is in them away with them. */
export const STATEFUL_KINDS = ["Namespace", "PersistentVolumeClaim", "PersistentVolume", "CustomResourceDefinition"];

/** Kinds whose pods want a node. */
export const WORKLOAD_KINDS = ["Deployment", "StatefulSet", "Job", "Rollout"];

/** Group and kind of a type token: `karpenter.sh` and `NodePool` for `kubernetes:karpenter.sh/v1:NodePool`. */
export function groupAndKind(type: string): { readonly group: string; readonly kind: string } {
  const [, groupVersion = "", kind = ""] = type.split(":");
  return { group: groupVersion.split("/")[0] ?? "", kind };
}

/** Whether the models know where the kind comes from. */
export function isKnownGroup(group: string): boolean {
  return group === "helm.sh" || group in KINDS_FROM || BUILT_IN_GROUPS.test(group);
}

/** The chart of a release without its repository. */
export function chartOf(record: CloudRecord): string {
  return textAt(record.inputs, "chart").split("/").at(-1) ?? "";
}

/** Whether a release is of that chart. */
export function isChart(record: CloudRecord, ...charts: readonly string[]): boolean {
  return record.type === RELEASE && charts.includes(chartOf(record));
}

/** A chart of kinds alone starts no pod. */
export function hasPods(release: CloudRecord): boolean {
  return !/-crds?$/.test(chartOf(release));
}

/** Namespace that an object or a release is in; empty for what belongs to the whole cluster. */
export function namespaceOf(record: Pick<CloudRecord, "inputs"> & { readonly type?: string }): string {
  return textAt(record.inputs, "metadata.namespace") || textAt(record.inputs, "namespace");
}

/** Whether an object asks for a load balancer of AWS. */
export function wantsLoadBalancer({ type, inputs }: CloudRecord): boolean {
  const { kind } = groupAndKind(type);
  if (kind === "Service") return textAt(inputs, "spec.type") === "LoadBalancer";
  return (
    kind === "TargetGroupBinding" ||
    (kind === "Ingress" && valuesAt(inputs, "spec.ingressClassName").every((name) => name === "alb"))
  );
}
