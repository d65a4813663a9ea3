import * as aws from "@pulumi/aws";
import { nameTag, type NetworkContext } from "./args.ts";
import type { ZoneLetter } from "./cidr.ts";
import type { NatMode } from "./config.ts";
import type { Zone } from "./subnets.ts";

/** Which NAT gateway each zone's private subnet uses; a zone that is not in it has none. */
export type NatGateways = ReadonlyMap<ZoneLetter, aws.ec2.NatGateway>;

/** NAT gateways by mode: one in each zone, one in the first zone for all of them, or none. */
export function makeNatGateways(
  context: NetworkContext,
  mode: NatMode,
  zones: readonly Zone[],
  internetGateway: aws.ec2.InternetGateway,
): NatGateways {
  const hosts = { "per-zone": zones, single: zones.slice(0, 1), none: [] }[mode];
  const gateways = hosts.map((zone) => makeNatGateway(context, zone, internetGateway));
  return new Map(
    zones.flatMap((zone, index) => {
      const gateway = mode === "per-zone" ? gateways[index] : gateways[0];
      return gateway ? [[zone.letter, gateway] as const] : [];
    }),
  );
}

function makeNatGateway(
  context: NetworkContext,
  zone: Zone,
  internetGateway: aws.ec2.InternetGateway,
): aws.ec2.NatGateway {
  const { name, parent } = context;
  const role = `nat-${zone.letter}`;
  // Neither works, and neither can be deleted cleanly, without the internet gateway, which no property mentions.
  const opts = { parent, dependsOn: [internetGateway] };
  const address = new aws.ec2.Eip(`${name}-${role}-address`, { domain: "vpc", tags: nameTag(context, role) }, opts);
  return new aws.ec2.NatGateway(
    `${name}-${role}`,
    { subnetId: zone.publicSubnet.id, allocationId: address.id, tags: nameTag(context, role) },
    opts,
  );
}
