import { overlaps } from "../shared/ipv4.ts";

/**
 * Ranges that nobody connects from over the internet, which EKS takes in no list of public ranges. Those of documentation are
 * left out: examples have them, and a deployment refuses them with all example values.
 * Sources: IANA IPv4 Special-Purpose Address Registry (RFC 6890); RFC 5771; Amazon EKS User Guide, "Cluster API server
 * endpoint".
 */
const RESERVED: Readonly<Record<string, string>> = {
  "0.0.0.0/8": "this network's own",
  "10.0.0.0/8": "private",
  "100.64.0.0/10": "those of carriers' NAT",
  "127.0.0.0/8": "loopback",
  "169.254.0.0/16": "link-local",
  "172.16.0.0/12": "private",
  "192.0.0.0/24": "those of protocols",
  "192.168.0.0/16": "private",
  "198.18.0.0/15": "those of benchmarks",
  "224.0.0.0/4": "multicast",
  "240.0.0.0/4": "reserved",
};

/** All of the internet, which EKS takes although it has reserved ranges in it. */
const WORLD = "0.0.0.0/0";

/** What is wrong with a valid IPv4 range from which the public endpoint is to be reached; undefined: nothing. */
export function publicRangeProblem(cidr: string): string | undefined {
  if (cidr === WORLD) return undefined;
  const found = Object.entries(RESERVED).find(([reserved]) => overlaps(cidr, reserved));
  if (found === undefined) return undefined;
  const [range, what] = found;
  return `has addresses of ${range}, ${what}, which no connection over the internet comes from and EKS refuses; allowed are public ranges, such as that of your office's way out, or deployAccess.mode "vpc-runner" or "proxy"`;
}
