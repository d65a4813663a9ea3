import type { IDisruption } from "@kubernetes-models/karpenter/karpenter.sh/v1/Disruption";
import type { INodeClaimTemplateSpec } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodeClaimTemplateSpec";
import type { INodePoolSpec } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePoolSpec";
import { compact } from "./compact.ts";
import { POOL_LABEL, ZONE } from "./labels.ts";
import type { NodePoolConfig } from "./nodePoolConfig.ts";
import type { Consolidation } from "./poolPresets.ts";
import type { Requirement } from "./requirements.ts";

/** A NodePool's spec. The published types do not know the operators Gte and Lte and the policy Balanced of 1.14 yet. */
export type PoolSpec = Omit<INodePoolSpec, "template" | "disruption"> & {
  readonly disruption: Omit<IDisruption, "consolidationPolicy"> & Consolidation;
  readonly template: {
    readonly metadata: {
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly spec: Omit<INodeClaimTemplateSpec, "requirements"> & { readonly requirements: readonly Requirement[] };
  };
};

/** One pool of the cluster: a configured pool, or its part in one zone. */
export interface ZonedPool {
  /** Name in the cluster. */
  readonly name: string;
  readonly pool: NodePoolConfig;
  /** Name of the one zone, `eu-central-1a` for instance; undefined for all. */
  readonly zone?: string;
}

/**
 * The pools in the cluster that the configured ones become.
 *
 * @param zones letter -> name of every zone of the network
 * @throws Error where a pool wants one for each zone and the zones are not known
 */
export function zonedPools(pools: readonly NodePoolConfig[], zones: Readonly<Record<string, string>>): ZonedPool[] {
  return pools.flatMap((pool): ZonedPool[] => {
    if (!pool.perZone) return [{ name: pool.name, pool }];
    if (Object.keys(zones).length === 0) {
      throw new Error(
        `karpenter.nodePools: "${pool.name}" has perZone, but the zones of an existing VPC are not known; write a pool for each zone with a requirement ${ZONE} In [<zone>]`,
      );
    }
    return Object.entries(zones).map(([letter, zone]) => ({ name: `${pool.name}-${letter}`, pool, zone }));
  });
}

/** The spec of a NodePool. Source of fields: NodePool v1 of Karpenter 1.14.1. */
export function nodePoolSpec({ pool, zone }: ZonedPool): PoolSpec {
  const inZone: Requirement[] = zone === undefined ? [] : [{ key: ZONE, operator: "In", values: [zone] }];
  const requirements = [...pool.requirements.filter(({ key }) => zone === undefined || key !== ZONE), ...inZone];
  return compact<PoolSpec>({
    weight: pool.weight,
    limits: { ...pool.limits },
    disruption: {
      consolidationPolicy: pool.disruption.consolidationPolicy,
      consolidateAfter: pool.disruption.consolidateAfter,
      budgets: pool.disruption.budgets.map((budget) =>
        compact({ ...budget, reasons: budget.reasons && [...budget.reasons] }),
      ),
    },
    template: {
      metadata: {
        labels: { ...pool.labels, [POOL_LABEL]: pool.name },
        ...(Object.keys(pool.annotations).length > 0 && { annotations: pool.annotations }),
      },
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: pool.nodeClass },
        requirements: requirements.map((requirement) => compact<Requirement>({ ...requirement })),
        ...(pool.taints.length > 0 && { taints: pool.taints.map((taint) => compact({ ...taint })) }),
        ...(pool.startupTaints.length > 0 && {
          startupTaints: pool.startupTaints.map((taint) => compact({ ...taint })),
        }),
        expireAfter: pool.expireAfter,
        terminationGracePeriod: pool.terminationGracePeriod,
      },
    },
  });
}
