import type { PlanValue } from "../../../preview/plan.ts";
import type { Fixture, Made } from "./fixture.ts";

const release = (name: string, namespace: string, values: (made: Made) => PlanValue = () => ({})): Fixture => ({
  name: `release-${name}`,
  type: "kubernetes:helm.sh/v3:Release",
  inputs: (made) => ({ name, namespace, chart: `oci://charts.example.com/${name}`, values: values(made) }),
});

const object = (
  name: string,
  groupVersionKind: string,
  metadata: Record<string, string>,
  fields: (made: Made) => Record<string, PlanValue> = () => ({}),
): Fixture => ({ name, type: `kubernetes:${groupVersionKind}`, inputs: (made) => ({ metadata, ...fields(made) }) });

const pods = { template: { spec: { serviceAccountName: "shop" } } };

/** What stands in the cluster of a small platform. */
export const KUBERNETES_FIXTURES: readonly Fixture[] = [
  object("class", "storage.k8s.io/v1:StorageClass", { name: "gp3" }, ({ arn }) => ({
    provisioner: "ebs.csi.aws.com",
    parameters: { kmsKeyId: arn("key") },
  })),
  object("snapshots", "snapshot.storage.k8s.io/v1:VolumeSnapshotClass", { name: "ebs" }),
  release("karpenter-crd", "kube-system"),
  release("karpenter", "kube-system", ({ output }) => ({ settings: { interruptionQueue: output("queue", "name") } })),
  object("node-class", "karpenter.k8s.aws/v1:EC2NodeClass", { name: "default" }, ({ id }) => ({
    spec: { role: id("karpenter-node-role") },
  })),
  object("pool", "karpenter.sh/v1:NodePool", { name: "general" }, () => ({
    spec: {
      template: { spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" } } },
    },
  })),
  release("aws-load-balancer-controller", "kube-system"),
  release("argo-rollouts", "kube-system"),
  object("velero-namespace", "core/v1:Namespace", { name: "velero" }),
  release("velero", "velero", ({ id }) => ({ configuration: { backupStorageLocation: [{ bucket: id("bucket") }] } })),
  object("schedule", "velero.io/v1:Schedule", { name: "daily", namespace: "velero" }),
  object("namespace", "core/v1:Namespace", { name: "shop" }),
  object("account", "core/v1:ServiceAccount", { name: "shop", namespace: "shop" }),
  object("rollout", "argoproj.io/v1alpha1:Rollout", { name: "shop", namespace: "shop" }, () => ({ spec: pods })),
  object("ingress", "networking.k8s.io/v1:Ingress", { name: "shop", namespace: "shop" }, () => ({
    spec: { ingressClassName: "alb" },
  })),
];
