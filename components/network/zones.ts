import type { Tier } from "../shared/tiers.ts";
import type { ZoneLetter } from "./cidr.ts";

/** Zones a prod stack must span: the control plane, quorum systems and spread constraints survive the loss of one of three. */
export const PROD_ZONES = 3;

const USUAL = ["a", "b", "c"] as const;

/**
 * Regions whose first zones are not a, b and c: the letters new accounts see there. Sources: AWS Global Infrastructure
 * documentation, "AWS Availability Zones" and "AZ IDs"; `describe-availability-zones` of Tokyo and Beijing as public
 * configurations quote it. `cac1-az3`, which EKS refuses too, is none of Canada's.
 */
const OTHER_LETTERS: Readonly<Record<string, readonly [ZoneLetter, ZoneLetter, ZoneLetter]>> = {
  "ap-northeast-1": ["a", "c", "d"],
  "ca-central-1": ["a", "b", "d"],
  "cn-north-1": ["a", "b", "d"],
};

/**
 * Regions where no letter is sure: accounts made before November 2025 have letters of their own there, and one of the zones
 * takes no control plane. Sources: AWS Global Infrastructure documentation, "AWS Availability Zones"; Amazon EKS User Guide,
 * "View Amazon EKS networking requirements for VPC and subnets".
 */
const UNSURE: Readonly<Record<string, string>> = {
  "us-east-1": "use1-az3",
  "us-west-1": "usw1-az2",
};

/** Regions that show an account two zones. Source: as above, "AWS Availability Zones". */
const TWO_ZONES = ["us-west-1"];

/** Letters of the zones a new network spans unless its stack says which; those of most regions where the region is not known. */
export function defaultZones(tier: Tier, region: string | undefined): readonly ZoneLetter[] {
  const letters = OTHER_LETTERS[region ?? ""] ?? USUAL;
  return letters.slice(0, tier === "prod" ? PROD_ZONES : PROD_ZONES - 1);
}

/** What is wrong with a region for the new network of a prod stack, whichever zones it names. */
export function prodRegionProblem(region: string | undefined): string | undefined {
  if (region === undefined || !TWO_ZONES.includes(region)) return undefined;
  return `prod needs three zones, and ${region} shows an account two; allowed is another region, or another tier`;
}

/**
 * What to say of the zones of a new network.
 *
 * @param given what the stack says of them itself; undefined: nothing
 */
export function zoneAdvice(region: string, zones: readonly ZoneLetter[], given: unknown): string[] {
  const closed = UNSURE[region];
  if (closed !== undefined && given === undefined) {
    return [
      `network.zones is not set, and letters of ${region} mean other zones from account to account: ${zones.join(", ")} may lack one, or name ${closed}, where EKS puts no control plane. Name yours (aws ec2 describe-availability-zones --region ${region}).`,
    ];
  }
  const usual = OTHER_LETTERS[region];
  const missing = usual ? zones.filter((zone) => !usual.includes(zone)) : [];
  return usual && missing.length > 0
    ? [
        `network.zones names ${missing.join(", ")}: new accounts have ${usual.join(", ")} in ${region}, and EKS may not take others.`,
      ]
    : [];
}
