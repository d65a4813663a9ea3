import { isIPv4 } from "node:net";
import { overlapCidr, parseCidr } from "cidr-tools";

/** A range that cannot be used. The message says what is allowed, and does not repeat the range. */
export class CidrError extends Error {
  override readonly name = "CidrError";
}

/**
 * Reads an IPv4 range in CIDR notation.
 *
 * @returns its first address as a number, and its prefix length
 * @throws {CidrError} when it is not one, or when bits below the prefix are set
 */
export function parseIpv4Cidr(cidr: string): { readonly start: number; readonly prefix: number } {
  // The library takes addresses without a prefix, leading zeros and IPv6 too; a VPC's range is none of these.
  const [address = "", prefix = "", ...rest] = cidr.split("/");
  if (!isIPv4(address) || !/^([0-9]|[12][0-9]|3[0-2])$/.test(prefix) || rest.length > 0) {
    throw new CidrError("is not an IPv4 range in CIDR notation; allowed is for instance 10.20.0.0/16");
  }
  const range = { start: Number(parseCidr(cidr).start), prefix: Number(prefix) };
  if (dotted(range.start) !== address) {
    throw new CidrError(`has bits set below its prefix; the range it lies in is ${dotted(range.start)}/${prefix}`);
  }
  return range;
}

/** Whether two ranges share an address. Both must be valid. */
export function overlaps(a: string, b: string): boolean {
  return overlapCidr(a, b);
}

/** 32 bits in dotted decimal notation. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".");
}
