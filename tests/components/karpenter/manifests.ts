import { nodeClassSpec } from "../../../components/karpenter/nodeClassSpec.ts";
import { nodePoolSpec, zonedPools } from "../../../components/karpenter/nodePoolSpec.ts";
import type { Manifest } from "../../support/crds/definitions.ts";
import { karpenter } from "./support.ts";

export const CONTEXT = {
  role: "atlas-karpenter-node",
  discoveryTag: "atlas",
  volumeKey: "arn:aws:kms:eu-west-1:111122223333:alias/atlas-karpenter-volumes",
  tags: { owner: "platform" },
};
export const ZONES = { a: "eu-west-1a", b: "eu-west-1b" };

/** Every class and pool of a stack's `karpenter`, as manifests. */
export function manifests(found: unknown): Manifest[] {
  const config = karpenter(found);
  return [
    ...config.nodeClasses.map((nodeClass) => ({
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: nodeClass.name },
      spec: nodeClassSpec(nodeClass, CONTEXT),
    })),
    ...zonedPools(config.nodePools, ZONES).map((zoned) => ({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: zoned.name },
      spec: nodePoolSpec(zoned),
    })),
  ];
}

export function spec(found: unknown, kind: "EC2NodeClass" | "NodePool", name: string) {
  const manifest = manifests(found).find(
    (other) => other.kind === kind && (other.metadata as { name: string }).name === name,
  );
  if (!manifest) throw new Error(`no ${kind} ${name}`);
  return manifest.spec as Record<string, unknown>;
}

/** Everything that can be configured, somewhere. */
export const FULL = {
  nodeClasses: [
    {
      name: "full",
      amiSelectorTerms: [
        { name: "golden-*", owner: "self" },
        { id: "ami-1" },
        { ssmParameter: "/golden" },
        { tags: { golden: "*" } },
      ],
      amiFamily: "AL2023",
      volume: { sizeGiB: 500, iops: 6000, throughputMiBps: 500 },
      detailedMonitoring: false,
      instanceStorePolicy: "RAID0",
      kubelet: {
        maxPods: 110,
        podsPerCore: 20,
        kubeReserved: { cpu: "100m", memory: "1Gi", "ephemeral-storage": "1Gi", pid: "1000" },
        systemReserved: { cpu: "100m" },
        evictionHard: { "memory.available": "5%" },
        evictionSoft: { "nodefs.available": "10%" },
        evictionSoftGracePeriod: { "nodefs.available": "1m30s" },
        evictionMaxPodGracePeriod: 60,
        imageGCHighThresholdPercent: 80,
        imageGCLowThresholdPercent: 70,
        cpuCFSQuota: true,
      },
      tags: { team: "core" },
      capacityReservationSelectorTerms: [
        { id: "cr-1" },
        { tags: { a: "b" }, ownerID: "111122223333", instanceMatchCriteria: "targeted" },
      ],
    },
  ],
  nodePools: [
    {
      preset: "reserved-first",
      name: "full",
      nodeClass: "full",
      perZone: true,
      requirements: [
        { key: "karpenter.k8s.aws/instance-cpu", operator: "Gte", values: ["4"] },
        { key: "karpenter.k8s.aws/instance-cpu", operator: "Lte", values: ["64"] },
        { key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 5 },
        { key: "topology.kubernetes.io/zone", operator: "Exists" },
      ],
      startupTaints: [{ key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" }],
      labels: { "example.com/team": "core" },
      annotations: { "example.com/note": "kept" },
      disruption: {
        consolidationPolicy: "Balanced",
        budgets: [{ nodes: "1", schedule: "@daily", duration: "10h5m" }, { nodes: "5%" }],
      },
    },
  ],
};
