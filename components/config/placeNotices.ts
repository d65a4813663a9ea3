import type { PlatformConfig } from "../config.ts";
import { zoneAdvice } from "../network/zones.ts";
import { mapOf } from "../shared/untyped.ts";
import { regionAdvice } from "./regions.ts";

/**
 * What to say of where a stack is. Advice only.
 *
 * @param platform the object `eks-platform:platform` as the file has it
 */
export function placeNotices({ aws, network }: PlatformConfig, platform: unknown): string[] {
  const { region } = aws.scope;
  return [
    ...regionAdvice(region),
    ...(network.kind === "new" ? zoneAdvice(region, network.zones, mapOf(mapOf(platform).network).zones) : []),
  ];
}
