/**
 * Keys, and the log groups they encrypt. KMS itself schedules the deletion of a key in use without a word; what it
 * encrypted cannot be read from then on, so the simulated cloud refuses.
 */
import { textAt } from "../cloud/values.ts";
import type { Models, Reference } from "./types.ts";

export const KEY = "aws:kms/key:Key";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** A key named by its ARN. */
export const keyArn = (path: string): Reference => ({ path, to: [{ type: KEY, by: "arn" }] });

/** A key named in any of the ways KMS takes. */
export const anyKey = (path: string): Reference => ({
  path,
  to: [
    { type: KEY, by: "arn" },
    { type: KEY },
    { type: "aws:kms/alias:Alias" },
    { type: "aws:kms/alias:Alias", by: "arn" },
  ],
  outside: /^alias\/aws\//,
});

export const KEYS_AND_LOGS: Models = {
  [KEY]: {
    immutable: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId"],
    stateful: true,
  },
  "aws:kms/alias:Alias": {
    required: ["targetKeyId"],
    immutable: ["name", "namePrefix"],
    references: [{ path: "targetKeyId", to: [{ type: KEY }, { type: KEY, by: "arn" }] }],
    unique: ({ outputs }) => textAt(outputs, "name"),
  },
  [LOG_GROUP]: {
    immutable: ["name", "namePrefix", "logGroupClass"],
    references: [keyArn("kmsKeyId")],
    unique: ({ outputs }) => textAt(outputs, "name"),
    stateful: true,
  },
  "aws:cloudwatch/logStream:LogStream": {
    required: ["logGroupName"],
    immutable: ["name", "logGroupName"],
    references: [{ path: "logGroupName", to: [{ type: LOG_GROUP }] }],
    unique: ({ inputs }) => `${textAt(inputs, "logGroupName")} ${textAt(inputs, "name")}`,
  },
};
