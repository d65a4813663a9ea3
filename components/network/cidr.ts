import { containsCidr } from "cidr-tools";
import { CidrError, dotted, parseIpv4Cidr } from "../shared/ipv4.ts";

/** Letters of the availability zones a VPC can be spread over; `a` of `eu-central-1` is `eu-central-1a`. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f"] as const;

/** The letter an availability zone's name ends in. */
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/** The three subnets of one availability zone. */
export interface ZoneSubnets {
  readonly zone: ZoneLetter;
  /** Load balancers and NAT gateways: 1/64 of the VPC (/22 of a /16). */
  readonly publicCidr: string;
  /** Nodes and pods: 1/8 of the VPC (/19 of a /16). */
  readonly privateCidr: string;
  /** What never leaves the VPC, interface endpoints for instance: 1/64 of the VPC (/22 of a /16). */
  readonly intraCidr: string;
}

/** Subnets by zone, in the order the zones were asked for. */
export type SubnetPlan = readonly ZoneSubnets[];

/** The largest VPC AWS makes. Source: Amazon VPC User Guide, "VPC CIDR blocks". */
const LARGEST_VPC = 16;
/** The smallest VPC AWS makes. Source: as above. */
const SMALLEST_VPC = 28;
/**
 * The smallest VPC the plan divides: 507 addresses for the nodes and pods of a zone, and a /26 for its load balancers,
 * of which each wants a /27 to grow in. Source: Elastic Load Balancing User Guide, "Application Load Balancers".
 */
const SMALLEST_PLANNED_VPC = 20;

/** Private use and carrier-grade NAT. Sources: RFC 1918, RFC 6598. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** The VPC is cut into eighths: one for the private subnet of each letter, one for all public, one for all intra subnets. */
const PRIVATE_PREFIX_OFFSET = 3;
const SMALL_PREFIX_OFFSET = 6;
const PUBLIC_EIGHTH = 6;
const INTRA_EIGHTH = 7;

/**
 * Divides a VPC's range into subnets.
 *
 * A subnet cannot be moved or resized once made, so a zone's subnets depend on nothing but the range and the zone's
 * letter: zones can be added, removed and reordered, and the others stay where they are.
 *
 * @param vpcCidr private IPv4 range of size /16 to /20
 * @throws {CidrError} when the range cannot be used
 */
export function planSubnets(vpcCidr: string, zones: readonly ZoneLetter[]): SubnetPlan {
  const vpc = parseVpcCidr(vpcCidr);
  if (!containsCidr(PRIVATE_RANGES, vpcCidr)) {
    throw new CidrError(`is not a private range; allowed are parts of ${PRIVATE_RANGES.join(", ")}`);
  }
  if (vpc.prefix > SMALLEST_PLANNED_VPC) {
    throw new CidrError(
      `is too small for public, private and intra subnets in every zone; allowed sizes are /${LARGEST_VPC} to /${SMALLEST_PLANNED_VPC}`,
    );
  }

  const eighth = 2 ** (32 - vpc.prefix - PRIVATE_PREFIX_OFFSET);
  const small = 2 ** (32 - vpc.prefix - SMALL_PREFIX_OFFSET);
  const subnet = (start: number, offset: number) => `${dotted(start)}/${vpc.prefix + offset}`;
  return zones.map((zone) => {
    const slot = ZONE_LETTERS.indexOf(zone);
    return {
      zone,
      publicCidr: subnet(vpc.start + PUBLIC_EIGHTH * eighth + slot * small, SMALL_PREFIX_OFFSET),
      privateCidr: subnet(vpc.start + slot * eighth, PRIVATE_PREFIX_OFFSET),
      intraCidr: subnet(vpc.start + INTRA_EIGHTH * eighth + slot * small, SMALL_PREFIX_OFFSET),
    };
  });
}

/**
 * Refuses what cannot be the range of any VPC.
 *
 * @throws {CidrError} when it is not an IPv4 range of size /16 to /28
 */
export function parseVpcCidr(cidr: string): { readonly start: number; readonly prefix: number } {
  const range = parseIpv4Cidr(cidr);
  if (range.prefix < LARGEST_VPC || range.prefix > SMALLEST_VPC) {
    throw new CidrError(`is a size AWS does not give a VPC; allowed sizes are /${LARGEST_VPC} to /${SMALLEST_VPC}`);
  }
  return range;
}
