import { z } from "zod";
import { CidrError, overlaps, parseIpv4Cidr } from "../shared/ipv4.ts";
import { LOG_RETENTION_DAYS, type LogRetentionDays } from "../shared/logRetention.ts";
import type { Tier } from "../shared/tiers.ts";
import { parseVpcCidr, planSubnets, ZONE_LETTERS, type ZoneLetter } from "./cidr.ts";

/** How private subnets reach the internet. */
export const NAT_MODES = ["none", "single", "per-zone"] as const;
export type NatMode = (typeof NAT_MODES)[number];

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

/** Zones a prod stack must span: the control plane, quorum systems and spread constraints survive the loss of one of three. */
const PROD_ZONES = 3;

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
  /** Letters of the availability zones to span, two or three. Default: a, b, c in prod, a, b elsewhere. */
  zones: z
    .array(z.enum(ZONE_LETTERS))
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
 */
export const networkSchema = (tier: Tier) =>
  fields
    .superRefine(
      (found, ctx) => {
        const issue = (path: (string | number)[], message: string) => {
          ctx.addIssue({ code: "custom", path, message });
        };
        // Runs on input that failed the schema too, so nothing here has its type for sure.
        const raw = asRecord(found);
        if (!raw) return;
        if (raw.existing === undefined) checkNew(raw, tier, issue);
        else checkExisting(raw, tier, issue);
      },
      { when: () => true },
    )
    .transform((found): NetworkConfig => resolve(found, tier));

type Report = (path: (string | number)[], message: string) => void;

function checkNew(raw: Readonly<Record<string, unknown>>, tier: Tier, issue: Report): void {
  const reserved = Array.isArray(raw.reservedCidrs) ? (raw.reservedCidrs as unknown[]) : [];
  const usable = reserved.filter(
    (range, index): range is string =>
      typeof range === "string" &&
      accepted(
        () => parseIpv4Cidr(range),
        (message) => {
          issue(["reservedCidrs", index], message);
        },
      ),
  );

  if (raw.cidr === undefined) {
    issue(["cidr"], 'is required unless "existing" names a VPC: a private IPv4 range of size /16 to /20');
  } else if (typeof raw.cidr === "string") {
    const cidr = raw.cidr;
    if (
      accepted(
        () => planSubnets(cidr, []),
        (message) => {
          issue(["cidr"], message);
        },
      )
    ) {
      for (const range of usable.filter((other) => overlaps(cidr, other))) {
        issue(
          ["cidr"],
          `overlaps ${range}, which reservedCidrs says is in use elsewhere; allowed is a range that shares no address with it`,
        );
      }
    }
  }

  const zones = Array.isArray(raw.zones) ? (raw.zones as unknown[]) : undefined;
  if (zones && new Set(zones).size < zones.length) issue(["zones"], "names a zone twice; allowed is each zone once");

  if (
    raw.nat === "none" &&
    raw.interfaceEndpoints !== true &&
    !(raw.interfaceEndpoints === undefined && defaults(tier).interfaceEndpoints)
  ) {
    issue(
      ["interfaceEndpoints"],
      'must be true with nat "none": nodes could neither pull images nor reach AWS otherwise',
    );
  }
  if (tier !== "prod") return;
  if (raw.nat === "none" || raw.nat === "single") {
    issue(
      ["nat"],
      'prod needs "per-zone": one NAT gateway in each zone, so that losing a zone does not cut off the others',
    );
  }
  if (zones && zones.length < PROD_ZONES) issue(["zones"], "prod needs three zones, so that losing one leaves two");
}

function checkExisting(raw: Readonly<Record<string, unknown>>, tier: Tier, issue: Report): void {
  for (const key of Object.keys(fields.shape)) {
    if (key !== "existing" && raw[key] !== undefined) {
      issue([key], 'excludes "existing": a VPC that is there brings its own; allowed is one of the two');
    }
  }
  const existing = asRecord(raw.existing);
  if (!existing) return;
  const cidr = existing.cidr;
  if (typeof cidr === "string")
    accepted(
      () => parseVpcCidr(cidr),
      (message) => {
        issue(["existing", "cidr"], message);
      },
    );
  for (const key of ["privateSubnetIds", "publicSubnetIds", "intraSubnetIds"]) {
    const ids = existing[key];
    if (!Array.isArray(ids)) continue;
    if (new Set(ids).size < ids.length) issue(["existing", key], "names a subnet twice; allowed is each subnet once");
    if (key === "privateSubnetIds" && tier === "prod" && ids.length < PROD_ZONES) {
      issue(
        ["existing", key],
        "prod needs three private subnets, one in each of three zones, so that losing one leaves two",
      );
    }
  }
}

/** Whether reading a range raised no CidrError; if it did, says so. */
function accepted(read: () => unknown, refuse: (message: string) => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof CidrError)) throw error;
    refuse(error.message);
    return false;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function defaults(tier: Tier): Omit<NewNetworkConfig, "kind" | "cidr"> {
  return tier === "prod"
    ? { zones: ["a", "b", "c"], nat: "per-zone", flowLogRetentionDays: 365, interfaceEndpoints: true }
    : { zones: ["a", "b"], nat: "single", flowLogRetentionDays: 30, interfaceEndpoints: false };
}

function resolve({ existing, ...found }: z.output<typeof fields>, tier: Tier): NetworkConfig {
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
  const fallback = defaults(tier);
  return {
    kind: "new",
    cidr: found.cidr,
    zones: found.zones ?? fallback.zones,
    nat: found.nat ?? fallback.nat,
    flowLogRetentionDays: found.flowLogRetentionDays ?? fallback.flowLogRetentionDays,
    interfaceEndpoints: found.interfaceEndpoints ?? fallback.interfaceEndpoints,
  };
}
