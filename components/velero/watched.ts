import type { VeleroConfig } from "./configTypes.ts";
import { longestPeriodMinutes } from "./schedulePeriod.ts";

/** The schedules that are to be noticed when they stop: their names, and the hours between two backups at the longest. */
export function watchedSchedules(
  config: VeleroConfig,
): { readonly name: string; readonly longestPeriodHours: number }[] {
  return Object.entries(config.schedules)
    .filter(([, { paused }]) => !paused)
    .map(([name, { schedule }]) => ({ name, longestPeriodHours: Math.ceil(longestPeriodMinutes(schedule) / 60) }));
}
