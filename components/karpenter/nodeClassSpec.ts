import type { IEC2NodeClassSpec } from "@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClassSpec";
import { compact } from "./compact.ts";
import type { NodeClassConfig } from "./nodeClassConfig.ts";

/** What a node class is made from, besides its configuration. All of it is known before deployment. */
export interface NodeClassContext {
  /** Name of the nodes' role, not its ARN. */
  readonly role: string;
  /** Value of the tag `karpenter.sh/discovery` on subnets and security groups. */
  readonly discoveryTag: string;
  /** ARN of the alias of the key that encrypts volumes. */
  readonly volumeKey: string;
  /** Cost tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The spec of an EC2NodeClass. Source of fields and defaults: EC2NodeClass v1 of Karpenter 1.14.1. */
export function nodeClassSpec(config: NodeClassConfig, context: NodeClassContext): IEC2NodeClassSpec {
  const discovered = [{ tags: { "karpenter.sh/discovery": context.discoveryTag } }];
  return compact<IEC2NodeClassSpec>({
    role: context.role,
    amiFamily: config.amiFamily,
    amiSelectorTerms: config.amiSelectorTerms.map((term) => compact({ ...term })),
    subnetSelectorTerms: discovered,
    securityGroupSelectorTerms: discovered,
    capacityReservationSelectorTerms:
      config.capacityReservationSelectorTerms.length > 0
        ? config.capacityReservationSelectorTerms.map((term) => compact({ ...term }))
        : undefined,
    // Pods, one hop further away, reach neither the node's credentials nor its user data.
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
    },
    blockDeviceMappings: volumes(config, context.volumeKey),
    detailedMonitoring: config.detailedMonitoring,
    instanceStorePolicy: config.instanceStorePolicy,
    kubelet: Object.keys(config.kubelet).length > 0 ? compact({ ...config.kubelet }) : undefined,
    tags: { ...context.tags, ...config.tags },
  });
}

/**
 * The volumes of a node. `rootVolume` is the one that holds the kubelet's directory, by whose size Karpenter reckons
 * ephemeral storage. Bottlerocket boots from a small volume that nothing writes to and keeps it all on a second one.
 */
function volumes({ amiFamily, volume }: NodeClassConfig, kmsKeyID: string): IEC2NodeClassSpec["blockDeviceMappings"] {
  const encrypted = { encrypted: true, kmsKeyID, deleteOnTermination: true, volumeType: "gp3" as const };
  const main = {
    rootVolume: true,
    ebs: { ...encrypted, volumeSize: `${volume.sizeGiB}Gi`, iops: volume.iops, throughput: volume.throughputMiBps },
  };
  if (amiFamily !== "Bottlerocket") return [{ deviceName: "/dev/xvda", ...main }];
  const system = { ...encrypted, volumeSize: "4Gi", iops: 3000, throughput: 125 };
  return [
    { deviceName: "/dev/xvda", ebs: system },
    { deviceName: "/dev/xvdb", ...main },
  ];
}
