import { mapOf, mapsOf } from "../shared/untyped.ts";
import { REGION, ZONE } from "./labels.ts";
import { nodePoolSchema, resolveNodePool } from "./nodePoolConfig.ts";
import { valuesLeft } from "./poolFacts.ts";

/** Where a cluster's nodes can be. */
export interface NodePlace {
  readonly region: string;
  /** Names of the zones that have subnets; undefined where they are not known. */
  readonly zones: readonly string[] | undefined;
}

/** Pools that ask for a place where the cluster has no subnet: no node of theirs could ever be made. */
export function placeProblems(
  karpenter: unknown,
  { region, zones }: NodePlace,
): { readonly path: readonly (string | number)[]; readonly message: string }[] {
  return mapsOf(mapOf(karpenter).nodePools).flatMap(([index, found]) => {
    const parsed = nodePoolSchema.safeParse(found);
    if (!parsed.success) return [];
    const pool = resolveNodePool(parsed.data);
    const path = ["karpenter", "nodePools", index, "requirements"];
    const nowhere = "no node could ever be made; allowed";
    return [
      ...(valuesLeft(pool, REGION, [region]).length === 0
        ? [{ path, message: `leave no region: ${nowhere} is ${region}, the stack's own, or to leave ${REGION} out` }]
        : []),
      ...(zones && valuesLeft(pool, ZONE, zones).length === 0
        ? [{ path, message: `leave no zone of the network: ${nowhere} are ${zones.join(", ")}` }]
        : []),
    ];
  });
}
