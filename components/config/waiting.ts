import type { ApplicationConfig } from "../application/config.ts";
import { SYSTEM_NODE_TAINT } from "../cluster/systemNodeLabels.ts";
import type { PlatformConfig } from "../config.ts";
import type { PoolReference } from "../karpenter/poolFacts.ts";
import { poolReferences } from "../karpenter/config.ts";

/** Sections whose pods put up with no taint; those of the other sections run on the system nodes too. */
const WITHOUT_TOLERATIONS = ["observability", "certManager", "tracing"] as const;

/**
 * Pods that no node of a stack takes: where every pool is tainted, only what puts up with that runs there, and the system
 * nodes take the platform's controllers alone. Advice only: nodes can come from elsewhere too.
 */
export function waitingPods(config: PlatformConfig): string[] {
  const pools = poolReferences(config.karpenter.nodePools);
  if (!config.karpenter.enabled || pools.some((pool) => takes(pool, []))) return [];
  const waiting = [
    ...config.applications.filter((app) => waits(app, pools)).map(({ name }) => `the application ${name}`),
    ...WITHOUT_TOLERATIONS.filter((section) => config[section].enabled),
  ];
  if (waiting.length === 0) return [];
  const names = pools.map(({ name }) => name).join(", ");
  return [
    `karpenter: every node pool is tainted (${names}), and the system nodes take the platform's controllers alone: the pods of ${waiting.join(", ")} would wait for ever. Add a pool without taints, such as the preset general.`,
  ];
}

/** Whether a pool takes pods with these tolerations. */
function takes({ taints }: PoolReference, tolerations: ApplicationConfig["tolerations"]): boolean {
  return taints.every(
    (taint) =>
      taint.effect === "PreferNoSchedule" ||
      tolerations.some(
        ({ key, value, effect }) =>
          key === taint.key && effect === taint.effect && (value === undefined || value === (taint.value ?? "")),
      ),
  );
}

/** An application that chooses a pool is held against its taints by a rule of its own. */
function waits({ nodePool, tolerations }: ApplicationConfig, pools: readonly PoolReference[]): boolean {
  if (nodePool !== undefined || tolerations.some(({ key }) => key === SYSTEM_NODE_TAINT.key)) return false;
  return !pools.some((pool) => takes(pool, tolerations));
}
