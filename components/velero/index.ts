import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import { platformNames } from "../shared/names.ts";
import { PodIdentityRole } from "../shared/podIdentityRole.ts";
import { bucketNameOf, VELERO_NAMESPACE, VELERO_SERVICE_ACCOUNT, type VeleroArgs, type VeleroContext } from "./args.ts";
import { makeBackupBucket, type MadeBucket } from "./bucket.ts";
import { backupAccess, snapshotAccess } from "./iamDocuments.ts";
import type { RestoreSource } from "./configTypes.ts";
import { makeNamespace, makeNetworkPolicy } from "./namespace.ts";
import { makeRelease } from "./release.ts";
import { restoreAccess, restoreVolumesAccess } from "./restoreDocuments.ts";
import { makeStandby } from "./replication.ts";
import { makeSchedules } from "./schedules.ts";

/**
 * Backups of a cluster: a bucket with a key of its own and, where wanted, a standby of it elsewhere, Velero with a role
 * that reaches nothing else, and its schedules.
 *
 * A stack that restores from another cluster's backups gets none of its own: no bucket, key or schedule, and a role that
 * only reads.
 *
 * It needs a snapshot class labelled for Velero, and Prometheus Operator's CRDs with `serviceMonitors`: it must depend on
 * both.
 */
export class VeleroComponent extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** Name of the bucket backups are copied to; undefined without replication. */
  readonly standbyBucketName: pulumi.Output<string | undefined>;

  constructor(name: string, args: VeleroArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-platform:velero:VeleroComponent", name, {}, opts);
    const context: VeleroContext = { ...args, name, parent: this };
    const { scope, config } = args;

    const bucket = config.restoreFrom
      ? bucketOf(config.restoreFrom, scope)
      : makeBackupBucket(context, { role: "backups", scope });
    const standby = config.replication && makeStandby(context, bucket, config.replication);

    const namespace = makeNamespace(context);
    const networkPolicy = makeNetworkPolicy(context, namespace);
    const role = new PodIdentityRole(`${name}-identity`, identityOf(args), { parent: this });
    const release = makeRelease(context, { namespace, bucket, dependsOn: [role, networkPolicy] });
    makeSchedules(context, release);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
    this.keyArn = bucket.keyArn;
    this.standbyBucketName = standby ? standby.bucketName : pulumi.output(undefined);
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      keyArn: this.keyArn,
      standbyBucketName: this.standbyBucketName,
    });
  }
}

/** A bucket that is there already, and not this stack's. */
function bucketOf({ bucket, keyArn }: RestoreSource, { partition }: AwsScope): MadeBucket {
  return {
    bucketName: pulumi.output(bucket),
    bucketArn: pulumi.output(`arn:${partition}:s3:::${bucket}`),
    keyArn: pulumi.output(keyArn),
    ready: [],
  };
}

function identityOf(args: VeleroArgs) {
  const { scope, clusterName, cluster } = args;
  const { restoreFrom } = args.config;
  const names = platformNames(clusterName);
  const policyArgs = {
    scope,
    clusterName,
    bucket: bucketNameOf(args, "backups"),
    keyAlias: names.veleroKeyAlias,
  };
  return {
    scope,
    clusterName,
    cluster,
    roleName: names.veleroRole,
    description: `Velero on the EKS cluster ${clusterName}`,
    namespace: VELERO_NAMESPACE,
    serviceAccount: VELERO_SERVICE_ACCOUNT,
    policies: restoreFrom
      ? {
          backups: restoreAccess(scope, restoreFrom),
          snapshots: restoreVolumesAccess(scope, { clusterName, source: restoreFrom.clusterName }),
        }
      : { backups: backupAccess(policyArgs), snapshots: snapshotAccess(policyArgs) },
  };
}
