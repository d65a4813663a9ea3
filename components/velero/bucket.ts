import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import { EncryptionKey } from "../shared/encryptionKey.ts";
import { platformNames } from "../shared/names.ts";
import { keeping, type VeleroContext } from "./args.ts";
import { backupLifecycle, logLifecycle, makeCompanions } from "./bucketCompanions.ts";
import { bucketName, bucketPrefix, type BucketRole } from "./bucketNames.ts";
import { backupBucketPolicy, logBucketPolicy, type ReplicationSender } from "./bucketPolicies.ts";
import { replicationMayUseKey } from "./replicationDocuments.ts";

/** A bucket for backups: the cluster's own, or its standby. */
export interface BackupBucketArgs {
  readonly role: "backups" | "standby";
  /** Where the bucket is. */
  readonly scope: AwsScope;
  /** Random part of the name, in hexadecimal digits. */
  readonly suffix: pulumi.Output<string>;
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
  const policy = pulumi
    .all([bucket.arn, key.arn])
    .apply(([bucketArn, keyArn]) => backupBucketPolicy({ bucketArn, keyArn, ...(sender && { sender }) }));
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

function makeBucket(context: VeleroContext, { suffix, provider }: BackupBucketArgs, role: BucketRole): aws.s3.Bucket {
  const prefix = bucketPrefix(context.tags.platform, context.clusterName);
  const holdsBackups = role === "backups" || role === "standby";
  return new aws.s3.Bucket(
    `${context.name}-${holdsBackups ? role : role.replace("Logs", "-logs")}`,
    {
      bucket: suffix.apply((random) => bucketName(prefix, random, role)),
      // A dev stack comes and goes as a whole; elsewhere a bucket with something in it stands in the way of its deletion.
      ...(context.tier === "dev" && { forceDestroy: true }),
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
  const { accountId } = args.scope;
  const policy = pulumi
    .all([logs.arn, source.arn])
    .apply(([bucketArn, sourceArn]) => logBucketPolicy({ bucketArn, sourceArn, accountId }));
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
