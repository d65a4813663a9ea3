import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type AwsScope, iamArn } from "../shared/aws.ts";
import { platformNames } from "../shared/names.ts";
import { bucketNameOf, keeping, type VeleroContext } from "./args.ts";
import { makeBackupBucket, type MadeBucket } from "./bucket.ts";
import type { ReplicationConfig } from "./configTypes.ts";
import { replicationAccess, replicationTrust } from "./replicationDocuments.ts";

/** A standby of the backups: a bucket elsewhere, and S3 copying everything to it within a quarter of an hour. */
export function makeStandby(context: VeleroContext, source: MadeBucket, replication: ReplicationConfig): MadeBucket {
  const { name, scope, clusterName } = context;
  const destination: AwsScope = {
    ...scope,
    region: replication.region,
    accountId: replication.account?.id ?? scope.accountId,
  };
  const roleName = platformNames(clusterName).veleroReplicationRole;
  const provider = makeProvider(context, destination, replication);
  const role = new aws.iam.Role(
    `${name}-replication`,
    {
      name: roleName,
      description: `S3 copies the backups of ${clusterName} to ${destination.region}`,
      assumeRolePolicy: JSON.stringify(replicationTrust()),
    },
    // As long as the buckets: S3 still copies with it what was written last.
    keeping(context),
  );
  const standby = makeBackupBucket(context, {
    role: "standby",
    scope: destination,
    provider,
    sender: { principal: iamArn(scope, "root"), roleArn: iamArn(scope, `role/${roleName}`) },
  });
  const access = new aws.iam.RolePolicy(
    `${name}-replication`,
    { role: role.name, name: "replication", policy: JSON.stringify(accessOf(context, destination)) },
    keeping(context),
  );
  new aws.s3.BucketReplicationConfig(
    `${name}-replication`,
    { bucket: source.bucketName, role: role.arn, rules: [replicationRule(standby, destination.accountId)] },
    { ...keeping(context), dependsOn: [access, ...source.ready, ...standby.ready] },
  );
  return standby;
}

function makeProvider(
  { name, parent, tags }: VeleroContext,
  { region, accountId }: AwsScope,
  { account }: ReplicationConfig,
): pulumi.ProviderResource {
  return new aws.Provider(
    `${name}-standby`,
    {
      region: region as aws.Region,
      allowedAccountIds: [accountId],
      defaultTags: { tags },
      ...(account && { assumeRoles: [{ roleArn: account.roleArn, sessionName: "eks-platform-standby" }] }),
    },
    { parent },
  );
}

function accessOf(context: VeleroContext, destination: AwsScope) {
  return replicationAccess({
    source: context.scope,
    destination,
    sourceBucket: bucketNameOf(context, "backups"),
    destinationBucket: bucketNameOf(context, "standby"),
  });
}

/** Minutes within which S3 promises to copy. It takes this number and no other. Source: Amazon S3 API Reference, "ReplicationTimeValue". */
const REPLICATION_MINUTES = 15;

/**
 * Copies everything, deletions as well: they leave old versions behind on either side, and without them expired backups
 * would stay for ever. Replicas belong to the standby's account, which the original's cannot change them in.
 */
function replicationRule(standby: MadeBucket, account: string): aws.types.input.s3.BucketReplicationConfigRule {
  return {
    id: "everything",
    status: "Enabled",
    priority: 0,
    filter: {},
    deleteMarkerReplication: { status: "Enabled" },
    sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
    destination: {
      bucket: standby.bucketArn,
      account,
      accessControlTranslation: { owner: "Destination" },
      encryptionConfiguration: { replicaKmsKeyId: standby.keyArn },
      replicationTime: { status: "Enabled", time: { minutes: REPLICATION_MINUTES } },
      metrics: { status: "Enabled", eventThreshold: { minutes: REPLICATION_MINUTES } },
    },
  };
}
