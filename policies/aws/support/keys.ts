import type { PolicyResource } from "@pulumi/policy";
import type { Field } from "./field.ts";
import { UNKNOWN } from "./unknown.ts";

const KEYS = new Set([
  "aws:kms/key:Key",
  "aws:kms/alias:Alias",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
]);

/**
 * Whether a text that is not known yet comes from a KMS key of the stack, by the dependencies of the property it stands
 * in. Says nothing of an object that is unknown as a whole: what in it is the key, nobody can tell.
 */
export function isMadeFromKey(source: PolicyResource, field: Field): boolean {
  if (field.plain() !== UNKNOWN || !field.isLeaf) return false;
  const property = /^[^.[]*/.exec(field.path)?.[0] ?? "";
  // A runner may know dependencies less finely than the engine does.
  const { propertyDependencies } = source as Partial<PolicyResource>;
  return propertyDependencies?.[property]?.some(({ type }) => KEYS.has(type)) === true;
}

const KEY_ID = "(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})";
const ALIAS = "alias/(?!aws/)[\\w/-]+";
const OWN_KEY = new RegExp(`^(?:${KEY_ID}|${ALIAS}|arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:(?:key/[\\w-]+|${ALIAS}))$`, "i");

/**
 * Whether a text names a KMS key in one of the forms KMS takes: a key's id or ARN, or an alias' name or ARN (AWS KMS
 * Developer Guide, "Key identifiers"). Aliases under `aws/` are keys of AWS, whose policy nobody else decides.
 */
export function isOwnKey(text: string | undefined): boolean {
  return OWN_KEY.test(text ?? "");
}
