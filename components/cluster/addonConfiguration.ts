import type { EksAddon } from "../shared/versions.ts";
import { VOLUME_CLUSTER_TAG } from "./ebsCsi.ts";
import { SYSTEM_NODE_LABELS, SYSTEM_NODE_TAINT } from "./systemNodeLabels.ts";

/** What decides how add-ons are configured. */
export interface AddonSettings {
  readonly clusterName: string;
  /** Whether the system nodes are tainted, and other nodes come and go. */
  readonly dedicatedSystemNodes: boolean;
}

/** Lets pods onto tainted system nodes. It does no harm where there is no taint, and so is always there. */
const TOLERATE_SYSTEM_TAINT = [{ key: SYSTEM_NODE_TAINT.key, operator: "Exists" }];

/** Lets pods onto every node, as agents must be. */
const TOLERATE_ALL = [{ operator: "Exists" }];

/**
 * Configuration values of an add-on, checked by EKS against the add-on's schema; undefined leaves its defaults.
 *
 * The agents of vpc-cni, kube-proxy and eks-node-monitoring-agent tolerate every taint and bring requests by default.
 * Sources: Amazon EKS User Guide, "Amazon EKS add-ons"; the charts of vpc-cni (aws/eks-charts), of
 * aws-ebs-csi-driver (kubernetes-sigs) and of eks-node-monitoring-agent (aws).
 */
export function addonConfiguration(addon: EksAddon, settings: AddonSettings): Record<string, unknown> | undefined {
  switch (addon) {
    case "vpc-cni":
      // In standard mode, the default, a pod is open until its policies reach its node. In strict mode it is closed until
      // then, and for ever where no policy selects it, as the other add-ons' pods: nobody could resolve a name.
      return { enableNetworkPolicy: "true" };
    case "kube-proxy":
    case "eks-node-monitoring-agent":
      return undefined;
    case "eks-pod-identity-agent":
      return { tolerations: TOLERATE_ALL, resources: { requests: { cpu: "10m", memory: "32Mi" } } };
    case "coredns":
      return {
        tolerations: TOLERATE_SYSTEM_TAINT,
        resources: { requests: { cpu: "100m", memory: "70Mi" }, limits: { memory: "170Mi" } },
        // On Karpenter's nodes, DNS could go with the last of them, and Karpenter needs DNS to make new ones.
        ...(settings.dedicatedSystemNodes && { nodeSelector: SYSTEM_NODE_LABELS }),
      };
    case "aws-ebs-csi-driver":
      // Its controller tolerates the system taint by default, its agent has to run beside every pod with a volume.
      return {
        controller: {
          tolerations: TOLERATE_SYSTEM_TAINT,
          // Its role may make nothing without this tag, nor touch what has another cluster's.
          extraVolumeTags: { [VOLUME_CLUSTER_TAG]: settings.clusterName },
        },
        node: { tolerateAllTaints: true },
      };
    case "snapshot-controller":
      return {
        tolerations: TOLERATE_SYSTEM_TAINT,
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "256Mi" } },
      };
    case "metrics-server":
      return {
        tolerations: TOLERATE_SYSTEM_TAINT,
        resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "400Mi" } },
      };
  }
}
