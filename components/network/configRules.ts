import { CidrError, overlaps, parseIpv4Cidr } from "../shared/ipv4.ts";
import type { Report } from "../shared/rules.ts";
import type { Tier } from "../shared/tiers.ts";
import { isMap, listOf, mapOf, type Untyped } from "../shared/untyped.ts";
import { parseVpcCidr, planSubnets } from "./cidr.ts";
import { defaultZones, prodRegionProblem, PROD_ZONES } from "./zones.ts";

/** How private subnets reach the internet. */
export const NAT_MODES = ["none", "single", "per-zone"] as const;
export type NatMode = (typeof NAT_MODES)[number];

/** What describes a VPC of our own, and means nothing for one that is there. */
const OWN_KEYS = ["cidr", "zones", "nat", "flowLogRetentionDays", "interfaceEndpoints", "reservedCidrs"] as const;

/** What a new network that leaves it out has, by tier and region. */
export function networkDefaults(tier: Tier, region: string | undefined) {
  const zones = defaultZones(tier, region);
  return tier === "prod"
    ? ({ zones, nat: "per-zone", flowLogRetentionDays: 365, interfaceEndpoints: true } as const)
    : ({ zones, nat: "single", flowLogRetentionDays: 30, interfaceEndpoints: false } as const);
}

/**
 * The rules between fields, and those of the tier. They run on input that failed the schema too, so nothing in it has its
 * type for sure; what has the wrong type is the schema's to report.
 */
export function checkNetwork(found: unknown, tier: Tier, region: string | undefined, report: Report): void {
  if (!isMap(found)) return;
  if (found.existing === undefined) checkNew(found, tier, region, report);
  else checkExisting(found, tier, report);
}

function checkNew(raw: Untyped, tier: Tier, region: string | undefined, report: Report): void {
  const reserved = listOf(raw.reservedCidrs);
  const usable = reserved.filter(
    (range, index): range is string =>
      typeof range === "string" &&
      accepted(
        () => parseIpv4Cidr(range),
        (message) => {
          report(["reservedCidrs", index], message);
        },
      ),
  );

  if (raw.cidr === undefined) {
    report(["cidr"], 'is required unless "existing" names a VPC: a private IPv4 range of size /16 to /20');
  } else if (typeof raw.cidr === "string") {
    const cidr = raw.cidr;
    if (
      accepted(
        () => planSubnets(cidr, []),
        (message) => {
          report(["cidr"], message);
        },
      )
    ) {
      for (const range of usable.filter((other) => overlaps(cidr, other))) {
        report(
          ["cidr"],
          `overlaps ${range}, which reservedCidrs says is in use elsewhere; allowed is a range that shares no address with it`,
        );
      }
    }
  }

  const zones = Array.isArray(raw.zones) ? (raw.zones as unknown[]) : undefined;
  if (zones && new Set(zones).size < zones.length) report(["zones"], "names a zone twice; allowed is each zone once");

  if (
    raw.nat === "none" &&
    raw.interfaceEndpoints !== true &&
    !(raw.interfaceEndpoints === undefined && networkDefaults(tier, region).interfaceEndpoints)
  ) {
    report(
      ["interfaceEndpoints"],
      'must be true with nat "none": nodes could neither pull images nor reach AWS otherwise',
    );
  }
  if (tier !== "prod") return;
  if (raw.nat === "none" || raw.nat === "single") {
    report(
      ["nat"],
      'prod needs "per-zone": one NAT gateway in each zone, so that losing a zone does not cut off the others',
    );
  }
  const nowhere = prodRegionProblem(region);
  if (nowhere !== undefined) report(["zones"], nowhere);
  else if (zones && zones.length < PROD_ZONES) {
    report(["zones"], "prod needs three zones, so that losing one leaves two");
  }
}

function checkExisting(raw: Untyped, tier: Tier, report: Report): void {
  for (const key of OWN_KEYS) {
    if (raw[key] !== undefined) {
      report([key], 'excludes "existing": a VPC that is there brings its own; allowed is one of the two');
    }
  }
  const existing = mapOf(raw.existing);
  const cidr = existing.cidr;
  if (typeof cidr === "string")
    accepted(
      () => parseVpcCidr(cidr),
      (message) => {
        report(["existing", "cidr"], message);
      },
    );
  for (const key of ["privateSubnetIds", "publicSubnetIds", "intraSubnetIds"]) {
    const ids = existing[key];
    if (!Array.isArray(ids)) continue;
    if (new Set(ids).size < ids.length) report(["existing", key], "names a subnet twice; allowed is each subnet once");
    if (key === "privateSubnetIds" && tier === "prod" && ids.length < PROD_ZONES) {
      report(
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
