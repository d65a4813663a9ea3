import { z } from "zod";
import { LOG_RETENTION_DAYS, type LogRetentionDays } from "../shared/logRetention.ts";
import type { Tier } from "../shared/tiers.ts";
import { ZONE_LETTERS, type ZoneLetter } from "./cidr.ts";
import { checkNetwork, NAT_MODES, type NatMode, networkDefaults } from "./configRules.ts";

export { NAT_MODES, type NatMode, networkDefaults } from "./configRules.ts";

/** What a stack's `network` came to: a VPC of our own, or one that is there. */
export type NetworkConfig = NewNetworkConfig | ExistingNetworkConfig;

/** A VPC this stack makes and owns. Defaults are filled in. */
export interface NewNetworkConfig {
  readonly kind: "new";
  readonly cidr: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: NatMode;
  readonly flowLogRetentionDays: LogRetentionDays;
  readonly interfaceEndpoints: boolean;
}

/** A VPC somebody else makes and owns. */
export interface ExistingNetworkConfig {
  readonly kind: "existing";
  readonly vpcId: string;
  readonly cidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** The private subnets where the VPC has no intra subnets. */
  readonly intraSubnetIds: readonly string[];
}

const subnetIds = z.array(
  z
    .string()
    .regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, 'allowed is a subnet id, "subnet-" and 8 or 17 hexadecimal digits'),
);

const fields = z.strictObject({
  /** Private IPv4 range of the VPC, /16 to /20; a /16 gives each zone a /19 for its nodes and pods. Required unless `existing` is given. Cannot be changed later. */
  cidr: z.string().optional(),
  /** A VPC that is there already, instead of a new one; excludes every other key. Default: none. */
  existing: z
    .strictObject({
      /** Id of the VPC. It must have DNS support and DNS host names on. */
      vpcId: z
        .string()
        .regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, 'allowed is a VPC id, "vpc-" and 8 or 17 hexadecimal digits'),
      /** The VPC's IPv4 range. */
      cidr: z.string(),
      /** Subnets for nodes and pods, one in each zone, with a route to the internet or to endpoints of the AWS services. They get this cluster's discovery tag, so no other cluster can use them. */
      privateSubnetIds: subnetIds.min(2, "allowed are two or more subnets: EKS wants two zones"),
      /** Subnets for internet-facing load balancers, one in each zone. Default: none. */
      publicSubnetIds: subnetIds.optional(),
      /** Subnets without a way out, one in each zone. Default: the private subnets. */
      intraSubnetIds: subnetIds.min(2, "allowed are two or more subnets: EKS wants two zones").optional(),
    })
    .optional(),
  /** Letters of the availability zones to span, two or three. Default: a, b, c in prod, a, b elsewhere; those that new accounts have where they have others: a, c, d in ap-northeast-1, a, b, d in ca-central-1 and cn-north-1. */
  zones: z
    .array(z.enum(ZONE_LETTERS), "allowed is a list of two or three letters, such as [a, b]")
    .min(2, "allowed are two or three zones")
    .max(3, "allowed are two or three zones")
    .optional(),
  /** NAT gateways: one in each zone, one for all zones (cheaper; losing its zone cuts off the others), or none (images must then be in ECR). Default: per-zone in prod, single elsewhere. */
  nat: z.enum(NAT_MODES).optional(),
  /** Days VPC flow logs are kept. Default: 365 in prod, 30 elsewhere. */
  flowLogRetentionDays: z.literal(LOG_RETENTION_DAYS).optional(),
  /** Whether calls to the AWS services a cluster needs stay inside the VPC (PrivateLink, charged by endpoint, zone and hour). Default: true in prod, false elsewhere. */
  interfaceEndpoints: z.boolean().optional(),
  /** IPv4 ranges in use elsewhere that this VPC may have to reach: peered networks, other environments, on-premises. Default: none. */
  reservedCidrs: z.array(z.string()).optional(),
});

/**
 * Schema of a stack's `network`, by tier. Every rule speaks, also when other fields are wrong; messages say what is
 * allowed, and leave the path and the value found to the caller.
 *
 * @param region the stack's; undefined where its file names none. Which zones there are hangs on it.
 */
export const networkSchema = (tier: Tier, region?: string) =>
  fields
    .superRefine(
      (found, ctx) => {
        checkNetwork(found, tier, region, (path, message) => {
          ctx.addIssue({ code: "custom", path, message });
        });
      },
      { when: () => true },
    )
    .transform((found): NetworkConfig => resolve(found, tier, region));

function resolve(
  { existing, ...found }: z.output<typeof fields>,
  tier: Tier,
  region: string | undefined,
): NetworkConfig {
  if (existing) {
    return {
      kind: "existing",
      vpcId: existing.vpcId,
      cidr: existing.cidr,
      publicSubnetIds: existing.publicSubnetIds ?? [],
      privateSubnetIds: existing.privateSubnetIds,
      intraSubnetIds: existing.intraSubnetIds ?? existing.privateSubnetIds,
    };
  }
  if (found.cidr === undefined) throw new Error("a new network without a range passed its checks");
  const fallback = networkDefaults(tier, region);
  return {
    kind: "new",
    cidr: found.cidr,
    zones: found.zones ?? fallback.zones,
    nat: found.nat ?? fallback.nat,
    flowLogRetentionDays: found.flowLogRetentionDays ?? fallback.flowLogRetentionDays,
    interfaceEndpoints: found.interfaceEndpoints ?? fallback.interfaceEndpoints,
  };
}
