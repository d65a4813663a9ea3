import type { Tier } from "../../shared/tiers.ts";
import { mapOf } from "../../shared/untyped.ts";

/** What an application gets without asking, by tier. */
export interface TierDefaults {
  readonly autoscaled: boolean;
  /** Replicas without autoscaling. */
  readonly replicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Average cpu use to aim at, in per cent of the request. */
  readonly cpu: number;
  readonly zones: "required" | "preferred";
}

/** Prod survives the loss of a zone and scales by itself; dev and staging live on two nodes. */
export function tierDefaults(tier: Tier): TierDefaults {
  return tier === "prod"
    ? { autoscaled: true, replicas: 3, minReplicas: 3, maxReplicas: 10, cpu: 60, zones: "required" }
    : {
        autoscaled: false,
        replicas: tier === "staging" ? 2 : 1,
        minReplicas: 2,
        maxReplicas: 4,
        cpu: 70,
        zones: "preferred",
      };
}

/** Whether an application with this `autoscaling` is scaled. */
export function isScaled(autoscaling: unknown, defaults: TierDefaults): boolean {
  if (autoscaling === undefined) return defaults.autoscaled;
  return mapOf(autoscaling).enabled !== false;
}
