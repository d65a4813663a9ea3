import { z } from "zod";
import { CidrError, parseIpv4Cidr } from "../shared/ipv4.ts";
import type { DeployAccess } from "../shared/deployAccess.ts";
import type { Tier } from "../shared/tiers.ts";
import { publicRangeProblem } from "./publicRanges.ts";

/** Ranges EKS takes for one public endpoint. Source: Amazon EKS User Guide, "Cluster API server endpoint". */
const MAX_PUBLIC_CIDRS = 40;
/** A prefix shorter than this is not a list of places any more. */
const WIDEST_PREFIX_IN_PROD = 8;

const SECURITY_GROUP = /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const PREFIX_LIST = /^pl-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const SOURCES = "allowed are 1 to 20 IPv4 ranges, ids of security groups (sg-...) or of managed prefix lists (pl-...)";

/** Rules a security group takes by default, of which others need some too: 60. Source: Amazon VPC User Guide, "Amazon VPC quotas". */
const MAX_SOURCES = 20;

/** Where a runner or proxy connects from. Default: the VPC's own range. */
const sources = z
  .array(z.string(), SOURCES)
  .min(1, SOURCES)
  .max(MAX_SOURCES, SOURCES)
  .superRefine((found, context) => {
    found.forEach((source, index) => {
      const message = problemWithSource(source);
      if (message !== undefined) context.addIssue({ code: "custom", path: [index], message });
    });
  })
  .optional();

/** Schema of `deployAccess`: how whoever deploys reaches the API server. */
export const deployAccessSchema = (tier: Tier): z.ZodType<DeployAccess> =>
  z.discriminatedUnion("mode", [
    /** From a runner inside the VPC, or in a network with a route into it. The endpoint stays private. */
    z.strictObject({
      mode: z.literal("vpc-runner"),
      /** Where the runner connects from, when that is not the VPC itself. */
      from: sources,
    }),
    /** Through an HTTP proxy that reaches the private endpoint. */
    z.strictObject({
      mode: z.literal("proxy"),
      /** URL of the proxy, without credentials. */
      url: z
        .url({ protocol: /^https?$/, error: "allowed is an http or https URL such as http://proxy.internal:3128" })
        // URL parsing has succeeded by the time a refinement runs.
        .refine((url) => new URL(url).username === "" && new URL(url).password === "", {
          message: "allowed is a URL without user name and password: it ends up in kubeconfigs",
          params: { hideValue: true },
        }),
      /** Where the proxy connects from, when that is not the VPC itself. */
      from: sources,
    }),
    /** Over the internet, from these ranges only. */
    z.strictObject({
      mode: z.literal("allowlisted-public"),
      /** IPv4 ranges that may reach the public endpoint. */
      cidrs: z
        .array(z.string())
        .min(1, "allowed are 1 to 40 IPv4 ranges")
        .max(MAX_PUBLIC_CIDRS, "allowed are 1 to 40 IPv4 ranges")
        .superRefine((cidrs, context) => {
          cidrs.forEach((cidr, index) => {
            const message = problemWith(cidr, tier);
            if (message !== undefined) context.addIssue({ code: "custom", path: [index], message });
          });
        }),
    }),
  ]);

/** An IPv4 range is no way in by itself: the endpoint stays private, and the API server asks who it is. */
function problemWithSource(source: string): string | undefined {
  if (SECURITY_GROUP.test(source) || PREFIX_LIST.test(source)) return undefined;
  try {
    const { prefix } = parseIpv4Cidr(source);
    return prefix < WIDEST_PREFIX_IN_PROD ? `allowed are ranges of /${WIDEST_PREFIX_IN_PROD} or smaller` : undefined;
  } catch (error) {
    if (error instanceof CidrError) return SOURCES;
    throw error;
  }
}

function problemWith(cidr: string, tier: Tier): string | undefined {
  try {
    const { prefix } = parseIpv4Cidr(cidr);
    if (tier === "prod" && prefix < WIDEST_PREFIX_IN_PROD) {
      return `opens the API server to the world; prod allows ranges of /${WIDEST_PREFIX_IN_PROD} or smaller, or deployAccess.mode "vpc-runner" or "proxy"`;
    }
    return publicRangeProblem(cidr);
  } catch (error) {
    if (error instanceof CidrError) return error.message;
    throw error;
  }
}
