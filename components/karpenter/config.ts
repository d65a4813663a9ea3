import { z } from "zod";
import type { Tier } from "../shared/tiers.ts";
import { mapOf } from "../shared/untyped.ts";
import { BUILT_IN_CLASSES } from "./classPresets.ts";
import { checkKarpenter, enabledByDefault } from "./configRules.ts";
import { type ControllerConfig, controllerSchema, resolveController } from "./controllerConfig.ts";
import { type NodeClassConfig, nodeClassSchema, resolveNodeClass } from "./nodeClassConfig.ts";
import { type NodePoolConfig, nodePoolSchema, resolveNodePool } from "./nodePoolConfig.ts";

export { type PoolReference, poolReferences } from "./poolFacts.ts";
export { type NodePlace, placeProblems } from "./poolPlaces.ts";
export type { ControllerConfig, NodeClassConfig, NodePoolConfig };

/** What a stack's `karpenter` came to. */
export interface KarpenterConfig {
  /** Whether the stack has Karpenter at all. */
  readonly enabled: boolean;
  readonly controller: ControllerConfig;
  readonly spotServiceLinkedRole: "create" | "existing";
  /** The stack's own classes, and those that pools use without the stack describing them. */
  readonly nodeClasses: readonly NodeClassConfig[];
  readonly nodePools: readonly NodePoolConfig[];
}

const fields = z.strictObject({
  /** Whether the stack has Karpenter. Default: true in prod, false elsewhere. */
  enabled: z.boolean().optional(),
  /** The controller itself. */
  controller: controllerSchema.optional(),
  /** The role `AWSServiceRoleForEC2Spot`, of which an account has one: make it, or take it as given. Making it fails where it is there; without it no spot instance starts. Default: existing, as in every account that ever ran one. */
  spotServiceLinkedRole: z.enum(["create", "existing"]).optional(),
  /** Kinds of node. Default: those that the pools' presets use. */
  nodeClasses: z.array(nodeClassSchema).optional(),
  /** Pools of nodes. Default: general and critical in prod, general elsewhere. */
  nodePools: z
    .array(nodePoolSchema)
    .min(1, "allowed are one or more pools; to have none, set karpenter.enabled to false")
    .optional(),
});

/** Schema of a stack's `karpenter`, by tier. A stack without the section gets the tier's defaults. */
export const karpenterSchema = (tier: Tier) =>
  fields
    .superRefine(
      (found, context) => {
        checkKarpenter(mapOf(found), tier, (path, message) => {
          context.addIssue({ code: "custom", path, message });
        });
      },
      { when: () => true },
    )
    .transform((found): KarpenterConfig => resolve(found, tier));

function defaultPools(tier: Tier): z.output<typeof nodePoolSchema>[] {
  const presets = tier === "prod" ? (["general", "critical"] as const) : (["general"] as const);
  return presets.map((preset) => nodePoolSchema.parse({ preset }));
}

function resolve(found: z.output<typeof fields>, tier: Tier): KarpenterConfig {
  const enabled = found.enabled ?? enabledByDefault(tier);
  const nodePools = enabled ? (found.nodePools ?? defaultPools(tier)).map(resolveNodePool) : [];
  const own = (found.nodeClasses ?? []).map(resolveNodeClass);
  const builtIn = Object.entries(BUILT_IN_CLASSES)
    .filter(([name]) => !own.some((other) => other.name === name) && nodePools.some((pool) => pool.nodeClass === name))
    .map(([name, preset]) => resolveNodeClass(nodeClassSchema.parse({ name, preset })));
  return {
    enabled,
    controller: resolveController(found.controller ?? controllerSchema.parse({}), tier),
    spotServiceLinkedRole: found.spotServiceLinkedRole ?? "existing",
    nodeClasses: [...builtIn, ...own],
    nodePools,
  };
}
