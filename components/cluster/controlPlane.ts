import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import type { ClusterContext, MadeCluster } from "./args.ts";
import { clusterTransform } from "./clusterTransform.ts";
import { CONTROL_PLANE_LOGS, makeControlPlaneLogs } from "./logs.ts";
import { makeClusterRole, type MadeRole } from "./roles.ts";

/** What the control plane is made with, besides the context. */
export interface ControlPlaneArgs {
  readonly nodeRole: MadeRole;
  /** Alias of the key of the cluster's volumes. */
  readonly volumeKeyAlias: string;
}

/** The control plane with its key, role and log group; no nodes and no add-ons. */
export function makeControlPlane(context: ClusterContext, { nodeRole, volumeKeyAlias }: ControlPlaneArgs): MadeCluster {
  const { name, parent, scope, clusterName, config, network, deployAccess } = context;

  const secretsKey = new EncryptionKey(
    `${name}-secrets`,
    {
      scope,
      description: `Kubernetes secrets of ${clusterName}`,
      alias: `${clusterName}-secrets`,
      protect: config.deletionProtection,
    },
    { parent },
  );
  const clusterRole = makeClusterRole(context, volumeKeyAlias);
  const logGroup = makeControlPlaneLogs(context);
  const before: pulumi.Resource[] = [logGroup, ...clusterRole.attachments];
  if (config.autoMode) before.push(...nodeRole.attachments);

  const cluster = new eks.Cluster(
    `${name}-control-plane`,
    {
      name: clusterName,
      version: config.version,
      serviceRole: clusterRole.role,
      vpcId: network.vpcId,
      // Auto Mode starts its nodes in the cluster's own subnets, and nodes need a way out.
      subnetIds: config.autoMode ? network.privateSubnetIds : network.intraSubnetIds,
      endpointPrivateAccess: true,
      endpointPublicAccess: deployAccess.mode === "allowlisted-public",
      ...(deployAccess.mode === "allowlisted-public" && { publicAccessCidrs: [...deployAccess.cidrs] }),
      kubernetesServiceIpAddressRange: config.serviceCidr,
      encryptionConfigKeyArn: secretsKey.arn,
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      authenticationMode: "API",
      upgradePolicy: { supportType: config.supportType.toUpperCase() },
      deletionProtection: config.deletionProtection,
      clusterTags: { Name: clusterName },
      // One owner for everything: no security group but EKS's own, no node group, no add-on and no OIDC provider here.
      skipDefaultSecurityGroups: true,
      skipDefaultNodeGroup: true,
      createOidcProvider: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      // Nor the self-managed add-ons that EKS puts into a new cluster: ours would find them there and conflict.
      bootstrapSelfManagedAddons: false,
      ...(config.autoMode && {
        autoMode: { enabled: true, createNodeRole: false, computeConfig: { nodeRoleArn: nodeRole.role.arn } },
      }),
    },
    {
      parent,
      protect: config.deletionProtection,
      dependsOn: before,
      transforms: [clusterTransform(config, before)],
    },
  );

  const made = cluster.eksCluster;
  return {
    name: made.name,
    endpoint: made.endpoint,
    certificateAuthority: made.certificateAuthority.data,
    securityGroupId: cluster.clusterSecurityGroupId,
  };
}
