import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { Tier } from "../shared/tiers.ts";
import { bucketName, bucketPrefix, type BucketRole, derivedSuffix } from "./bucketNames.ts";
import type { VeleroConfig } from "./configTypes.ts";

/** What a VeleroComponent is made from. */
export interface VeleroArgs {
  /** Where the cluster and its backups live. */
  readonly scope: AwsScope;
  /** Name of the cluster, as configured. */
  readonly clusterName: string;
  /** Tags of the stack. `platform` begins the bucket's name; a standby's own provider puts all of them on what it makes. */
  readonly tags: Readonly<Record<string, string>> & { readonly platform: string };
  /** Name of the cluster as an Output of the made cluster. */
  readonly cluster: pulumi.Input<string>;
  /** The stack's backups, checked and with its defaults filled in. Whether they are enabled is for the caller to ask. */
  readonly config: VeleroConfig;
  readonly tier: Tier;
  /** Keep the buckets and their keys when the stack is destroyed, and refuse to delete them before. */
  readonly keepData: boolean;
  /** Whether Prometheus Operator's CRDs are there, so that monitors of Velero's metrics can be. */
  readonly serviceMonitors: boolean;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
}

/** Name of one of the stack's buckets. */
export function bucketNameOf({ scope, tags, clusterName, config }: VeleroArgs, role: BucketRole): string {
  const suffix = config.bucketSuffix ?? derivedSuffix(scope, clusterName);
  return bucketName(bucketPrefix(tags.platform, clusterName), suffix, role);
}

/** What each group of children is made with. */
export interface VeleroContext extends VeleroArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}

/** Namespace Velero runs in, and its objects live in. */
export const VELERO_NAMESPACE = "velero";
/** Service account of the server, the node agents and every job they start. */
export const VELERO_SERVICE_ACCOUNT = "velero";
/** Port of Velero's and its agents' metrics. Source: chart velero 12.1.0. */
export const METRICS_PORT = 8085;
/** Name of the one backup storage location, and of the one volume snapshot location. */
export const LOCATION_NAME = "default";

/**
 * Options of whatever holds backups or keeps them safe. A bucket that stays keeps its versioning, encryption, policy and
 * public access block too.
 */
export function keeping(
  { parent, keepData }: Pick<VeleroContext, "parent" | "keepData">,
  provider?: pulumi.ProviderResource,
): pulumi.CustomResourceOptions {
  return { parent, retainOnDelete: keepData, ...(provider && { provider }) };
}
