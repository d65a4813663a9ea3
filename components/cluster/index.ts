import * as aws from "@pulumi/aws";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import { makeAccess } from "./access.ts";
import { makeAccessRoles } from "./accessRoles.ts";
import { makeApiAccess } from "./apiAccess.ts";
import { makeAddonsBeforeNodes, makeAddonsOnNodes, makeAutoModeAddons } from "./addons.ts";
import type { ClusterArgs, ClusterContext } from "./args.ts";
import { makeAutoModeNetworkPolicy } from "./autoModeNetworkPolicy.ts";
import { makeControlPlane } from "./controlPlane.ts";
import { autoScalingMayUseKey } from "./iamDocuments.ts";
import { makeKubeconfig, makeProvider } from "./kubernetesProvider.ts";
import { volumeKeyAliasOf } from "./restoreAccess.ts";
import { makeNodeRole } from "./roles.ts";
import { makeStorage } from "./storage.ts";
import { makeSystemNodes } from "./systemNodes.ts";

/** An EKS cluster with its add-ons, its system nodes (or EKS Auto Mode), its access and its storage classes. */
export class ClusterComponent extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  /** URL of the API server. */
  readonly endpoint: pulumi.Output<string>;
  /** Base64 of the API server's certificate authority. */
  readonly certificateAuthority: pulumi.Output<string>;
  /** JSON text of a kubeconfig without credentials; a secret all the same. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Role of the system nodes, or of Auto Mode's. */
  readonly nodeRoleName: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  /** Value of the `karpenter.sh/discovery` tag. */
  readonly discoveryTag: pulumi.Output<string>;
  /** The security group EKS makes, which control plane and nodes share. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The key of nodes' and pods' volumes. */
  readonly volumeKeyArn: pulumi.Output<string>;
  /** The fixed group of nodes; absent with EKS Auto Mode. */
  readonly systemNodes: { readonly autoScalingGroupName: pulumi.Output<string>; readonly minSize: number } | undefined;
  /** For everything inside the cluster. */
  readonly provider: kubernetes.Provider;
  /** What must be there before pods are started: nodes, add-ons and storage classes. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:cluster:ClusterComponent", name, {}, opts);
    const context: ClusterContext = { ...args, name, parent: this };
    const { scope, clusterName, config, network } = args;
    const { discoveryTag } = platformNames(clusterName);
    const volumeKeyAlias = volumeKeyAliasOf(clusterName);

    const volumeKey = new EncryptionKey(
      `${name}-volumes`,
      {
        scope,
        description: `Volumes of nodes and pods of ${clusterName}`,
        alias: volumeKeyAlias,
        statements: config.autoMode ? [] : autoScalingMayUseKey(scope),
        protect: config.deletionProtection,
        retainOnDelete: args.keepVolumeKey,
      },
      { parent: this },
    );
    const nodeRole = makeNodeRole(context);
    const cluster = makeControlPlane(context, { nodeRole, volumeKeyAlias });
    new aws.ec2.Tag(
      `${name}-discovery`,
      { resourceId: cluster.securityGroupId, key: "karpenter.sh/discovery", value: discoveryTag },
      { parent: this },
    );
    const access = [...makeAccess(context, cluster), ...makeApiAccess(context, cluster)];
    this.kubeconfig = makeKubeconfig(context, cluster);
    this.provider = makeProvider(context, cluster, this.kubeconfig, access);

    const running: pulumi.Resource[] = [];
    if (config.systemNodes) {
      const before = makeAddonsBeforeNodes(context, cluster);
      const nodes = makeSystemNodes(context, {
        cluster,
        nodes: config.systemNodes,
        role: nodeRole,
        volumeKeyArn: volumeKey.arn,
        dependsOn: network.ready ? [...before, network.ready] : before,
      });
      this.systemNodes = {
        // EKS makes one Auto Scaling group for a node group.
        autoScalingGroupName: nodes.resources.apply((made) => made[0]?.autoscalingGroups[0]?.name ?? ""),
        minSize: config.systemNodes.minSize,
      };
      running.push(...before, nodes, ...makeAddonsOnNodes(context, cluster, volumeKeyAlias, [nodes]));
    } else {
      running.push(...makeAutoModeAddons(context, cluster));
      makeAutoModeNetworkPolicy(context, this.provider);
    }
    const storage = makeStorage(context, {
      provider: this.provider,
      volumeKeyArn: volumeKey.arn,
      addons: running,
    });
    makeAccessRoles(context, this.provider);

    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority;
    this.nodeRoleName = nodeRole.role.name;
    this.nodeRoleArn = nodeRole.role.arn;
    this.discoveryTag = pulumi.output(discoveryTag);
    this.securityGroupId = cluster.securityGroupId;
    this.volumeKeyArn = volumeKey.arn;
    this.ready = [...running, ...storage];
    this.registerOutputs({
      clusterName: this.clusterName,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      kubeconfig: this.kubeconfig,
      nodeRoleName: this.nodeRoleName,
      nodeRoleArn: this.nodeRoleArn,
      discoveryTag: this.discoveryTag,
      securityGroupId: this.securityGroupId,
      volumeKeyArn: this.volumeKeyArn,
    });
  }
}
