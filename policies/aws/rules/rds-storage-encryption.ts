import { eachInStackRule } from "../support/rule.ts";
import { DB_CLUSTER, DB_INSTANCE } from "../support/types.ts";

/** Databases, their backups and snapshots are encrypted with the platform's own key. */
export const rdsStorageEncryption = eachInStackRule({
  name: "rds-storage-encryption",
  description: "Encrypt every database: set storageEncrypted to true and kmsKeyId.",
  types: [DB_INSTANCE, DB_CLUSTER],
  check(resource, { require, requireKey }) {
    const { props, type } = resource;
    // A member of a cluster takes both from the cluster, and a replica from its source.
    const source = props.get("replicateSourceDb");
    if (type === DB_INSTANCE && (!source.known() || source.set())) return;
    require(resource, props.get("storageEncrypted"), (field) => field.bool() === true, "set it to true");
    requireKey(resource, props.get("kmsKeyId"));
  },
});
