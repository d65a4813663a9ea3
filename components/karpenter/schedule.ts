import { CronError, parseCron } from "../shared/cron.ts";

const DESCRIPTOR = /^@(annually|yearly|monthly|weekly|daily|midnight|hourly)$/;

/**
 * What is wrong with the schedule of a disruption budget, or undefined. Karpenter takes five fields or a descriptor. What
 * its CRD's pattern lets through and its parser refuses would silently close every budget of the pool, which is why it is
 * read here.
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) {
    return DESCRIPTOR.test(schedule)
      ? undefined
      : "allowed are @annually, @yearly, @monthly, @weekly, @daily, @midnight and @hourly";
  }
  try {
    parseCron(schedule);
    return undefined;
  } catch (error) {
    if (error instanceof CronError) return error.message;
    throw error;
  }
}
