import type { PlannedResource } from "../../../support/policies.ts";

/** A node pool that every rule about node pools accepts. */
export const nodePool: PlannedResource = {
  type: "kubernetes:karpenter.sh/v1:NodePool",
  name: "general",
  props: {
    metadata: { name: "general" },
    spec: {
      limits: { cpu: "200", memory: "800Gi" },
      disruption: {
        consolidateAfter: "1m",
        budgets: [
          { nodes: "10%" },
          { nodes: "0", schedule: "0 8 * * mon-fri", duration: "10h", reasons: ["Underutilized", "Empty"] },
        ],
      },
      template: {
        metadata: { labels: { team: "shop" } },
        spec: {
          expireAfter: "720h",
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" },
          requirements: [
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["4"] },
          ],
        },
      },
    },
  },
};

/** A node class that every rule about node classes accepts. */
export const nodeClass: PlannedResource = {
  type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  name: "default",
  props: {
    metadata: { name: "default" },
    spec: {
      amiSelectorTerms: [{ alias: "al2023@v20260714" }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: true, kmsKeyID: "arn:aws:kms:eu-west-1:123456789012:key/a" } },
      ],
    },
  },
};
