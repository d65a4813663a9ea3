import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import { makeCompanions } from "../shared/bucketCompanions.ts";
import { logBucketPolicy } from "../shared/bucketPolicies.ts";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import { bucketNameOf, keeping, type VeleroContext } from "./args.ts";
import { backupLifecycle, logLifecycle } from "./bucketCompanions.ts";
import type { BucketRole } from "./bucketNames.ts";
import { backupBucketPolicy, type ReplicationSender } from "./bucketPolicies.ts";
import { replicationMayUseKey } from "./replicationDocuments.ts";

/** A bucket for backups: the cluster's own, or its standby. */
export interface BackupBucketArgs {
  readonly role: "backups" | "standby";
  /** Where the bucket is. */
  readonly scope: AwsScope;
  /** The provider of that place. Default: that of the component. */
  readonly provider?: pulumi.ProviderResource;
  /** Who copies backups into it. Default: nobody. */
  readonly sender?: ReplicationSender;
}

/** A bucket as others need it. */
export interface MadeBucket {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** What must be there before it is used. */
  readonly ready: readonly pulumi.Resource[];
}

/** A bucket with its own key, everything that keeps it safe, and a bucket for the logs of who accessed it. */
export function makeBackupBucket(context: VeleroContext, args: BackupBucketArgs): MadeBucket {
  const { role, scope, provider, sender } = args;
  const { config, keepData, parent } = context;
  const name = `${context.name}-${role}`;
  const options = keeping(context, provider);

  const key = new EncryptionKey(
    `${name}-key`,
    {
      scope,
      description: `Velero backups of ${context.clusterName}${role === "standby" ? ", standby" : ""}`,
      alias: platformNames(context.clusterName).veleroKeyAlias,
      protect: keepData,
      retainOnDelete: keepData,
      ...(sender && { statements: [replicationMayUseKey(sender, scope)] }),
    },
    { parent, ...(provider && { provider }) },
  );
  const bucket = makeBucket(context, args, role);
  const policy = backupBucketPolicy<pulumi.Input<string>>({
    bucketArn: arnOf(context, scope, role),
    keyArn: key.arn,
    ...(sender && { sender }),
  });
  const lifecycle = backupLifecycle(config.retention);
  const { versioning, all } = makeCompanions(name, { bucket, keyArn: key.arn, policy, lifecycle }, options);
  const lock =
    config.objectLock && makeObjectLock(name, bucket, config.objectLock, { ...options, dependsOn: [versioning] });

  return {
    bucketName: bucket.bucket,
    bucketArn: bucket.arn,
    keyArn: key.arn,
    ready: [...all, ...(lock ? [lock] : []), makeLogging(context, args, bucket)],
  };
}

/** The bucket's ARN by its name, which is known when the bucket is not there yet. */
function arnOf(context: VeleroContext, { partition }: AwsScope, role: BucketRole): string {
  return `arn:${partition}:s3:::${bucketNameOf(context, role)}`;
}

function makeBucket(context: VeleroContext, { provider }: BackupBucketArgs, role: BucketRole): aws.s3.Bucket {
  const holdsBackups = role === "backups" || role === "standby";
  return new aws.s3.Bucket(
    `${context.name}-${holdsBackups ? role : role.replace("Logs", "-logs")}`,
    {
      bucket: bucketNameOf(context, role),
      // A dev stack comes and goes as a whole, and so does a drill's; elsewhere a bucket with something in it stands in the way of its deletion.
      ...((context.tier === "dev" || context.tier === "drill") && { forceDestroy: true }),
      // Only a bucket made with it can lock objects right away.
      ...(holdsBackups && context.config.objectLock && { objectLockEnabled: true }),
    },
    { ...keeping(context, provider), protect: context.keepData },
  );
}

function makeObjectLock(
  name: string,
  bucket: aws.s3.Bucket,
  { mode, days }: NonNullable<VeleroContext["config"]["objectLock"]>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return new aws.s3.BucketObjectLockConfiguration(
    `${name}-lock`,
    { bucket: bucket.bucket, rule: { defaultRetention: { mode: mode.toUpperCase(), days } } },
    options,
  );
}

/** Logs of access to the bucket go to one of their own, which logs nothing itself. */
function makeLogging(context: VeleroContext, args: BackupBucketArgs, source: aws.s3.Bucket): pulumi.Resource {
  const role = args.role === "backups" ? "backupsLogs" : "standbyLogs";
  const options = keeping(context, args.provider);
  const name = `${context.name}-${args.role}-logs`;
  const logs = makeBucket(context, args, role);
  const policy = logBucketPolicy({
    bucketArn: arnOf(context, args.scope, role),
    sourceArn: arnOf(context, args.scope, args.role),
    accountId: args.scope.accountId,
  });
  const { all } = makeCompanions(
    name,
    { bucket: logs, policy, lifecycle: logLifecycle(context.config.retention) },
    options,
  );
  return new aws.s3.BucketLogging(
    `${context.name}-${args.role}-logging`,
    { bucket: source.bucket, targetBucket: logs.bucket, targetPrefix: "access/" },
    { ...options, dependsOn: [...all] },
  );
}
