import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "./args.ts";
import type { SystemNodesConfig } from "./config.ts";
import { volumesOf } from "./nodeTypes.ts";

/** What of a launch template is known before anything exists. */
type KnownTemplate = Pick<
  aws.ec2.LaunchTemplateArgs,
  "description" | "metadataOptions" | "monitoring" | "tagSpecifications" | "updateDefaultVersion"
>;

/** What EC2 makes with an instance, and does not tag by itself. */
const TAGGED = ["instance", "volume", "network-interface"] as const;

/**
 * How a system node is started, apart from what other resources decide. Image, instance type and user data are the node
 * group's.
 */
export function nodeTemplate({ clusterName, tags }: Pick<ClusterArgs, "clusterName" | "tags">): KnownTemplate {
  return {
    description: `System nodes of ${clusterName}`,
    updateDefaultVersion: true,
    // Session tokens only, and none that survive the hop into a pod's network: pods must not get the node's credentials.
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    monitoring: { enabled: true },
    tagSpecifications: TAGGED.map((resourceType) => ({
      resourceType,
      tags: { Name: `${clusterName}-system`, ...tags },
    })),
  };
}

/** A node's volumes, all encrypted with one key. */
export function encryptedVolumes(
  nodes: Pick<SystemNodesConfig, "amiType" | "volumeSizeGiB">,
  kmsKeyId: pulumi.Input<string>,
): aws.types.input.ec2.LaunchTemplateBlockDeviceMapping[] {
  return volumesOf(nodes.amiType, nodes.volumeSizeGiB).map(({ deviceName, sizeGiB }) => ({
    deviceName,
    ebs: {
      encrypted: "true",
      kmsKeyId,
      volumeType: "gp3",
      deleteOnTermination: "true",
      ...(sizeGiB !== undefined && { volumeSize: sizeGiB }),
    },
  }));
}
