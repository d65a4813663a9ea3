import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterContext, MadeCluster } from "./args.ts";
import type { SystemNodesConfig } from "./config.ts";
import { encryptedVolumes, nodeTemplate } from "./launchTemplate.ts";
import type { MadeRole } from "./roles.ts";
import { SYSTEM_NODE_LABELS, SYSTEM_NODE_TAINT } from "./systemNodeLabels.ts";

/** What the system nodes are made with, besides the context. */
export interface SystemNodesArgs {
  readonly cluster: MadeCluster;
  readonly nodes: SystemNodesConfig;
  readonly role: MadeRole;
  readonly volumeKeyArn: pulumi.Output<string>;
  /** What must be there before the first node. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** The fixed group of nodes: the platform's own controllers run there, and without Karpenter everything does. */
export function makeSystemNodes(context: ClusterContext, args: SystemNodesArgs): aws.eks.NodeGroup {
  const { name, parent, clusterName, config, network, dedicatedSystemNodes } = context;
  const { cluster, nodes, role } = args;

  const template = new aws.ec2.LaunchTemplate(
    `${name}-system`,
    {
      ...nodeTemplate(context),
      namePrefix: `${clusterName}-system-`,
      blockDeviceMappings: encryptedVolumes(nodes, args.volumeKeyArn),
      // EKS adds its security group by itself only where a template names no network interface.
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [cluster.securityGroupId],
        },
      ],
    },
    { parent },
  );
  return new aws.eks.NodeGroup(
    `${name}-system`,
    {
      clusterName: cluster.name,
      // A prefix and not a name: a change that needs a new group makes it before it takes the old one away.
      nodeGroupNamePrefix: "system-",
      nodeRoleArn: role.role.arn,
      subnetIds: network.privateSubnetIds,
      version: config.version,
      ...(nodes.releaseVersion !== undefined && { releaseVersion: nodes.releaseVersion }),
      amiType: nodes.amiType,
      capacityType: "ON_DEMAND",
      instanceTypes: [...nodes.instanceTypes],
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      scalingConfig: { minSize: nodes.minSize, desiredSize: nodes.desiredSize, maxSize: nodes.maxSize },
      updateConfig: {
        maxUnavailablePercentage: nodes.maxUnavailablePercentage,
        updateStrategy: nodes.updateStrategy.toUpperCase(),
      },
      nodeRepairConfig: { enabled: nodes.nodeRepair },
      labels: { ...SYSTEM_NODE_LABELS },
      ...(dedicatedSystemNodes && { taints: [{ ...SYSTEM_NODE_TAINT }] }),
    },
    {
      parent,
      dependsOn: [...role.attachments, ...args.dependsOn],
      // Operators, and autoscalers where there are any, may change it.
      ignoreChanges: ["scalingConfig.desiredSize"],
    },
  );
}
