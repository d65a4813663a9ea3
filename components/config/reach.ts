import type { PlatformConfig } from "../config.ts";
import { NAMESPACE as TRACING } from "../tracing/names.ts";

/** What applications are to reach, or to be reached by, and a stack does not have. Advice only: others can make it. */
export function reachNotices(config: PlatformConfig): string[] {
  return [...withoutPublicSubnets(config), ...toCollectorsThatAreOff(config)];
}

function withoutPublicSubnets({ network, applications }: PlatformConfig): string[] {
  if (network.kind !== "existing" || network.publicSubnetIds.length > 0) return [];
  const facing = applications.filter(({ ingress }) => ingress?.scheme === "internet-facing").map(({ name }) => name);
  return facing.length === 0
    ? []
    : [
        `network.existing.publicSubnetIds is empty, and the ingress of ${facing.join(", ")} is internet-facing: its load balancer is made only where the VPC's public subnets bear the tag kubernetes.io/role/elb.`,
      ];
}

function toCollectorsThatAreOff({ tracing, applications }: PlatformConfig): string[] {
  if (tracing.enabled) return [];
  const senders = applications
    .filter(({ networkPolicy }) => networkPolicy.to.some(({ namespace }) => namespace === TRACING))
    .map(({ name }) => name);
  return senders.length === 0
    ? []
    : [
        `tracing is off, and the network policy of ${senders.join(", ")} lets traffic to the namespace ${TRACING}, where nothing listens until tracing.enabled is true.`,
      ];
}
