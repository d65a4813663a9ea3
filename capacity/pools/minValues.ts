import type { InstanceType } from "../model/instanceType.ts";
import { shortLabel } from "../model/labels.ts";
import type { Requirements } from "../model/requirements.ts";

/**
 * The `minValues` that a set of types does not meet, in words; empty when it meets all. Karpenter's default policy is
 * strict: a pool whose types are not varied enough makes no node (Karpenter docs, v1.14, "NodePools", min values).
 */
export function unmetMinValues(types: readonly InstanceType[], requirements: Requirements): string[] {
  return [...requirements.values()].flatMap(({ key, minValues }) => {
    if (minValues === undefined) return [];
    const values = new Set(types.flatMap((type) => [...(type.requirements.get(key)?.values ?? [])]));
    return values.size >= minValues
      ? []
      : [`${values.size} values of ${shortLabel(key)} remain where minValues asks for ${minValues}`];
  });
}
