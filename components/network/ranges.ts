import { planSubnets } from "./cidr.ts";
import type { NetworkConfig } from "./config.ts";

/**
 * Where load balancers send from, by scheme: the public subnets' ranges and the private ones'. Of an existing VPC only the
 * whole range is known.
 */
export function loadBalancerRanges(network: NetworkConfig): {
  readonly internetFacing: readonly string[];
  readonly internal: readonly string[];
} {
  if (network.kind === "existing") return { internetFacing: [network.cidr], internal: [network.cidr] };
  const plan = planSubnets(network.cidr, network.zones);
  return {
    internetFacing: plan.map((zone) => zone.publicCidr),
    internal: plan.map((zone) => zone.privateCidr),
  };
}

/** Letter -> name of each zone of a new VPC; empty for an existing one, whose subnets decide. */
export function zoneNames(region: string, network: NetworkConfig): Readonly<Record<string, string>> {
  return network.kind === "existing" ? {} : Object.fromEntries(network.zones.map((zone) => [zone, `${region}${zone}`]));
}
