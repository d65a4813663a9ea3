import { bucketName, bucketPrefix } from "../../../components/velero/bucketNames.ts";
import { platformNames } from "../../../components/shared/names.ts";
import { volumeKeyAliasOf } from "../../../components/cluster/restoreAccess.ts";
import { DRILL_CLUSTERS, DRILL_TAG, drillWorkloadBoundaryArn } from "../../names.ts";
import type { RoleLimits } from "../identity.ts";
import { type EnvironmentScope, servicePrincipal } from "../scope.ts";

/**
 * The temporary clusters of an environment's recovery drill, as an environment of their own: whatever is told by a name
 * or by the tag `environment` then speaks of them, and of nothing of the environment whose loss is played.
 */
export function drillScope(context: EnvironmentScope): EnvironmentScope {
  return {
    ...context,
    environment: { name: DRILL_TAG, clusterName: DRILL_CLUSTERS, mayEmptyBackups: false, applicationActions: [] },
  };
}

/** What bounds the roles of a temporary cluster, and who gets them: the control plane, nodes, pods and flow logs. */
export function drillRoleLimits(context: EnvironmentScope): RoleLimits {
  return {
    boundary: drillWorkloadBoundaryArn(context.scope, context.environment.clusterName),
    services: ["eks", "ec2", "pods.eks", "vpc-flow-logs"].map((service) => servicePrincipal(context, service)),
  };
}

/** What a recovery reads of the environment whose loss is played. */
export interface DrillSource {
  /** ARN pattern of the bucket of its backups, without the buckets of access logs. */
  readonly bucket: string;
  /** Alias of that bucket's key. */
  readonly bucketKeyAlias: string;
  /** Alias of the key its volumes and their snapshots are encrypted with. */
  readonly volumeKeyAlias: string;
}

/** Names of what a recovery reads, as the environment's own stack gives them. */
export function drillSource({ scope, environment, tags }: EnvironmentScope): DrillSource {
  const { clusterName } = environment;
  return {
    // Eight digits make the name unique; a stack's file may choose them.
    bucket: `arn:${scope.partition}:s3:::${bucketName(bucketPrefix(tags.platform, clusterName), "????????", "backups")}`,
    bucketKeyAlias: `alias/${platformNames(clusterName).veleroKeyAlias}`,
    volumeKeyAlias: `alias/${volumeKeyAliasOf(clusterName)}`,
  };
}
