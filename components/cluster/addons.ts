import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../shared/aws.ts";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import type { EksAddon } from "../shared/versions.ts";
import { addonConfiguration } from "./addonConfiguration.ts";
import type { ClusterContext, MadeCluster } from "./args.ts";
import { ebsCsiAccess } from "./ebsCsi.ts";
import { volumeKeyUse } from "./iamDocuments.ts";
import { snapshotsOfAccess } from "./restoreAccess.ts";

/**
 * What a node needs to become ready: its network, the addresses of services, and credentials for pods. An add-on of
 * agents is active without any node, so all of it is there before the first one.
 *
 * The VPC CNI gets its rights by Pod Identity rather than from the node's role, where every pod on the host network
 * could take them. Both agents are on the host network and start before the node is ready; the CNI retries until the
 * Pod Identity agent beside it answers. Its association must exist before its pods do.
 * Source: Amazon EKS User Guide, "IAM roles for Amazon EKS add-ons".
 */
export function makeAddonsBeforeNodes(context: ClusterContext, cluster: MadeCluster): aws.eks.Addon[] {
  const { name, parent, scope, clusterName } = context;

  const podIdentityAgent = makeAddon(context, cluster, "eks-pod-identity-agent", []);
  const cniRole = new PodIdentityRole(
    `${name}-vpc-cni`,
    {
      scope,
      clusterName,
      cluster: cluster.name,
      roleName: platformNames(clusterName).vpcCniRole,
      description: `Gives pods of ${clusterName} their addresses`,
      namespace: "kube-system",
      serviceAccount: "aws-node",
      managedPolicyArns: [managedPolicyArn(scope, "AmazonEKS_CNI_Policy")],
    },
    { parent },
  );
  return [
    podIdentityAgent,
    makeAddon(context, cluster, "vpc-cni", [podIdentityAgent, cniRole]),
    makeAddon(context, cluster, "kube-proxy", []),
  ];
}

/** What runs on nodes: an add-on of replicas counts as failed for as long as nothing can run them. */
export function makeAddonsOnNodes(
  context: ClusterContext,
  cluster: MadeCluster,
  volumeKeyAlias: string,
  nodes: readonly pulumi.Resource[],
): aws.eks.Addon[] {
  const { name, parent, scope, clusterName, restoresFrom } = context;

  const ebsCsiRole = new PodIdentityRole(
    `${name}-ebs-csi`,
    {
      scope,
      clusterName,
      cluster: cluster.name,
      roleName: platformNames(clusterName).ebsCsiRole,
      description: `Makes, attaches and snapshots the EBS volumes of ${clusterName}`,
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      policies: {
        "volume-key": volumeKeyUse(scope, volumeKeyAlias),
        storage: ebsCsiAccess(scope, clusterName),
        ...(restoresFrom !== undefined && { restore: snapshotsOfAccess(scope, restoresFrom) }),
      },
    },
    { parent },
  );
  const snapshotController = makeAddon(context, cluster, "snapshot-controller", nodes);
  return [
    makeAddon(context, cluster, "coredns", nodes),
    snapshotController,
    // The driver looks for the snapshot kinds when it starts.
    makeAddon(context, cluster, "aws-ebs-csi-driver", [...nodes, ebsCsiRole, snapshotController]),
    makeAddon(context, cluster, "eks-node-monitoring-agent", nodes),
    makeAddon(context, cluster, "metrics-server", nodes),
  ];
}

/** What Auto Mode does not bring itself; its own nodes come when these want to run. */
export function makeAutoModeAddons(context: ClusterContext, cluster: MadeCluster): aws.eks.Addon[] {
  return [makeAddon(context, cluster, "snapshot-controller", []), makeAddon(context, cluster, "metrics-server", [])];
}

/**
 * One add-on, at its pinned version.
 *
 * Conflicts: a new cluster has nothing of its own (see the control plane), so what is in the way when an add-on is made
 * belongs to somebody else, and failing is right. Later, this program is the only one that configures it, so a change
 * made by hand is overwritten.
 */
function makeAddon(
  context: ClusterContext,
  cluster: MadeCluster,
  addon: EksAddon,
  dependsOn: readonly pulumi.Resource[],
): aws.eks.Addon {
  const { name, parent, config, clusterName, dedicatedSystemNodes } = context;
  const addonVersion = config.addonVersions[addon];
  if (addonVersion === undefined) throw new Error(`no version of the add-on ${addon} is configured`);
  const values = addonConfiguration(addon, { clusterName, dedicatedSystemNodes });
  return new aws.eks.Addon(
    `${name}-${addon}`,
    {
      clusterName: cluster.name,
      addonName: addon,
      addonVersion,
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(values && { configurationValues: JSON.stringify(values) }),
    },
    { parent, dependsOn: [...dependsOn] },
  );
}
