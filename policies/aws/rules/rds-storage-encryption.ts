import { eachInStackRule, type StackContext, type StackResource } from "../support/rule.ts";
import { DB_CLUSTER, DB_INSTANCE } from "../support/types.ts";

/** By what a type says that it is encrypted, and with which key. */
interface Encryption {
  encrypted: string;
  key: string;
  /** Properties that name another resource, from which it takes both. */
  from?: string[];
}

const STORAGE: Record<string, Encryption> = {
  // A member of a cluster takes both from the cluster, and a replica from its source.
  [DB_INSTANCE]: { encrypted: "storageEncrypted", key: "kmsKeyId", from: ["replicateSourceDb"] },
  [DB_CLUSTER]: { encrypted: "storageEncrypted", key: "kmsKeyId" },
  "aws:docdb/cluster:Cluster": { encrypted: "storageEncrypted", key: "kmsKeyId" },
  "aws:neptune/cluster:Cluster": { encrypted: "storageEncrypted", key: "kmsKeyArn" },
  "aws:redshift/cluster:Cluster": { encrypted: "encrypted", key: "kmsKeyId" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    encrypted: "atRestEncryptionEnabled",
    key: "kmsKeyId",
    from: ["globalReplicationGroupId"],
  },
};

const STREAM = "aws:kinesis/stream:Stream";

/** Databases, caches and streams, their backups and snapshots are encrypted with the platform's own key. */
export const rdsStorageEncryption = eachInStackRule({
  name: "rds-storage-encryption",
  description:
    "Encrypt every database, cache and stream: set storageEncrypted (or what the type calls it) to true and kmsKeyId.",
  types: [...Object.keys(STORAGE), STREAM],
  check(resource, context) {
    const storage = STORAGE[resource.type];
    if (storage) judge(resource, storage, context);
    else {
      context.require(
        resource,
        resource.props.get("encryptionType"),
        (field) => field.text() === "KMS",
        'set it to "KMS"',
      );
      context.requireKey(resource, resource.props.get("kmsKeyId"));
    }
  },
});

function judge(
  resource: StackResource,
  { encrypted, key, from = [] }: Encryption,
  { require, requireKey }: StackContext,
): void {
  const { props } = resource;
  if (from.map((name) => props.get(name)).some((source) => !source.known() || source.set())) return;
  require(resource, props.get(encrypted), (field) => field.bool() === true, "set it to true");
  requireKey(resource, props.get(key));
}
