/**
 * Pulumi's wire format for property values, turned into plan values and back. The markers are the SDK's own
 * (`@pulumi/pulumi/runtime/rpc`); unlike the SDK's decoder this one keeps secrets and unknowns where they stand, however
 * deep, so that nothing secret is shown and nothing unknown passes for known.
 */
import * as pulumi from "@pulumi/pulumi";
import { type PlanValue, Secret, Unknown } from "./plan.ts";

const {
  specialSigKey,
  specialSecretSig,
  specialResourceSig,
  specialAssetSig,
  specialArchiveSig,
  specialOutputValueSig,
} = pulumi.runtime;

/** How the SDK writes a value that is not known in a preview. */
export const UNKNOWN_ON_THE_WIRE: string = pulumi.runtime.unknownValue;

/** A value as it stands on the wire. */
export type WireValue = string | number | boolean | null | WireValue[] | { [key: string]: WireValue };

/** Decodes one value. */
export function decode(value: WireValue): PlanValue {
  if (value === UNKNOWN_ON_THE_WIRE) return Unknown.instance;
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  switch (value[specialSigKey]) {
    case undefined:
      return decodeObject(value);
    case specialSecretSig:
      return new Secret(decode(value.value ?? null));
    case specialResourceSig:
      return { urn: value.urn ?? null, id: decode(value.id ?? null) };
    case specialOutputValueSig: {
      const inner = value.value === undefined ? Unknown.instance : decode(value.value);
      return value.secret === true ? new Secret(inner) : inner;
    }
    case specialAssetSig:
    case specialArchiveSig:
      return { asset: decode(value.path ?? value.uri ?? value.text ?? null) };
    default:
      throw new Error(`unknown marker ${JSON.stringify(value[specialSigKey])} in a property value`);
  }
}

/** Decodes the properties of one resource. */
export function decodeObject(properties: Readonly<Record<string, WireValue>>): Record<string, PlanValue> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, decode(value)]));
}

/** Encodes a value for the SDK. */
export function encode(value: PlanValue): WireValue {
  if (value instanceof Unknown) return UNKNOWN_ON_THE_WIRE;
  if (value instanceof Secret) return { [specialSigKey]: specialSecretSig, value: encode(value.reveal()) };
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== "object") return value;
  return encodeObject(value as Record<string, PlanValue>);
}

/** Encodes the properties of one resource. */
export function encodeObject(properties: Readonly<Record<string, PlanValue>>): Record<string, WireValue> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, encode(value)]));
}

/** A reference to another resource: the SDK turns it into an instance of that resource's class. */
export function encodeReference(urn: string, id: string | undefined): WireValue {
  return { [specialSigKey]: specialResourceSig, urn, id: id ?? UNKNOWN_ON_THE_WIRE };
}

/** Every place in a value that is not known, as paths such as `vpcConfig.subnetIds[0]`. */
export function unknownPaths(value: PlanValue, path = ""): string[] {
  if (value instanceof Unknown) return [path];
  if (value instanceof Secret) return unknownPaths(value.reveal(), path);
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownPaths(item as PlanValue, `${path}[${index}]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => unknownPaths(item, path === "" ? key : `${path}.${key}`));
}
