/**
 * Copies of a bucket in another one. Immutable inputs: AWS provider 7.x, "Forces new resource"; what it needs: Amazon S3
 * User Guide, "Requirements and considerations for replication" and "Replicating encrypted objects".
 */
import { textAt, textsAt } from "../cloud/values.ts";
import { ROLE, roleArn } from "./iam.ts";
import { KEY, keyArn } from "./keysAndLogs.ts";
import { permissionsOf } from "./network.ts";
import { BUCKET, VERSIONING } from "./storage.ts";
import type { CloudRecord, Inventory, Models, NeedRule } from "./types.ts";

const DESTINATION = "rules[*].destination.bucket";
const REPLICA_KEY = "rules[*].destination.encryptionConfiguration.replicaKmsKeyId";

const byArn = (type: string, arn: string, { ready }: Inventory): CloudRecord | undefined =>
  ready.find((one) => one.type === type && one.outputs.arn === arn);

const versioningOf = (bucket: string, { ready }: Inventory): CloudRecord[] =>
  ready.filter(({ type, inputs }) => type === VERSIONING && inputs.bucket === bucket);

const NEEDS: readonly NeedRule[] = [
  {
    what: "versioning of its bucket",
    why: "S3 copies versions, and takes no replication for a bucket without them",
    metBy: ({ inputs }, inventory) => versioningOf(textAt(inputs, "bucket"), inventory),
  },
  {
    what: "versioning of the bucket it copies to",
    why: "S3 copies versions, and takes no bucket without them as a destination",
    metBy: ({ inputs }, inventory) => {
      const standby = byArn(BUCKET, textAt(inputs, DESTINATION), inventory);
      return standby && versioningOf(standby.id, inventory);
    },
  },
  {
    what: "a policy of the role that copies",
    why: "every object written before S3 may copy is left out, and stays out",
    metBy: ({ inputs }, inventory) => {
      const role = byArn(ROLE, textAt(inputs, "role"), inventory);
      return role && permissionsOf(role.id, inventory.ready);
    },
  },
];

export const REPLICATION: Models = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": {
    required: ["bucket", "role", "rules"],
    immutable: ["bucket"],
    references: [
      { path: "bucket", to: [{ type: BUCKET }] },
      roleArn("role"),
      { path: DESTINATION, to: [{ type: BUCKET, by: "arn" }] },
      keyArn(REPLICA_KEY),
    ],
    needs: NEEDS,
    conflicts: ({ inputs }, inventory) => {
      const region = byArn(BUCKET, textAt(inputs, DESTINATION), inventory)?.scope.region;
      const [key] = textsAt(inputs, REPLICA_KEY).flatMap((arn) => byArn(KEY, arn, inventory) ?? []);
      return region === undefined || key === undefined || key.scope.region === region
        ? undefined
        : `its copies are in ${region} and their key is in ${key.scope.region}`;
    },
    unique: ({ inputs }) => textAt(inputs, "bucket"),
    within: "partition",
  },
};
