import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { DeployAccess } from "../shared/deployAccess.ts";
import type { ClusterConfig } from "./config.ts";

/** What a ClusterComponent is made from. */
export interface ClusterArgs {
  /** Where the cluster lives. */
  readonly scope: AwsScope;
  /** Name of the cluster, unique in the account and region; everything is named after it. */
  readonly clusterName: string;
  /**
   * Tags of what EKS and EC2 make from the launch template: instances, volumes, network interfaces. The AWS provider's
   * default tags do not reach those.
   */
  readonly tags: Readonly<Record<string, string>>;
  /** The network the cluster is put into. */
  readonly network: ClusterNetwork;
  /** The stack's cluster, checked and with its defaults filled in. */
  readonly config: ClusterConfig;
  /** How the API server is reached. */
  readonly deployAccess: DeployAccess;
  /**
   * Who may open connections to the private endpoint besides the cluster's nodes: IPv4 ranges, ids of security groups or
   * of managed prefix lists.
   */
  readonly apiSources: readonly string[];
  /**
   * Whether the system nodes are for the platform's own controllers only, because something else (Karpenter) brings the
   * nodes of applications. They are tainted `CriticalAddonsOnly=true:NoSchedule` then.
   */
  readonly dedicatedSystemNodes: boolean;
  /**
   * Whether the key of volumes stays in the account when the stack goes: the snapshots that backups hold outlive it, and
   * are worth nothing without their key.
   */
  readonly keepVolumeKey: boolean;
  /**
   * Name of another cluster of the account and region whose snapshots volumes may be made from, but none of which may be
   * deleted. Default: none.
   */
  readonly restoresFrom?: string;
}

/** What a cluster needs to know of its network. */
export interface ClusterNetwork {
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of nodes and pods, in at least two zones. */
  readonly privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Subnets of the control plane's network interfaces, in at least two zones; they need no way out. */
  readonly intraSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * What must be there before a node starts, the NetworkComponent as a rule: a subnet exists before its routes and
   * endpoints do, and a node without them cannot join. Default: nothing.
   */
  readonly ready?: pulumi.Resource;
}

/** What each group of children is made with. */
export interface ClusterContext extends ClusterArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}

/** The made control plane, as the groups of children after it need it. */
export interface MadeCluster {
  /** Name of the cluster as an Output, so that whoever uses it waits for the cluster. */
  readonly name: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Base64 of the certificate authority of the API server. */
  readonly certificateAuthority: pulumi.Output<string>;
  /** The security group EKS itself makes, which control plane and nodes share. */
  readonly securityGroupId: pulumi.Output<string>;
}
