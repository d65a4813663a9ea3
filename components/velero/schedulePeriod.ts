import { type Cron, CronError, parseCron, runsOn } from "../shared/cron.ts";

const ALLOWED =
  'allowed are cron\'s five fields in UTC, "minute hour day-of-month month day-of-week", for instance "0 2 * * *", with a day that comes to pass';

const DAY_MINUTES = 24 * 60;
/** Nine years, which hold the longest wait of any schedule: from one 29 February to the next over a century's end. */
const FIRST_DAY = Date.UTC(2096, 0, 1);
const HORIZON_DAYS = 9 * 366;

/**
 * The longest time between two runs of a schedule, in minutes: what can be lost when backups are made by it.
 *
 * @throws CronError for what is no schedule of Velero's, or one that never runs; it says what is allowed
 */
export function longestPeriodMinutes(schedule: string): number {
  const cron = read(schedule);
  const ofDay = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
  const betweenDays = DAY_MINUTES - (ofDay.at(-1) ?? 0) + (ofDay[0] ?? 0);
  const withinDay = ofDay.reduce((gap, time, index) => Math.max(gap, time - (ofDay[index - 1] ?? time)), 0);
  // Days differ only in whether they have runs at all, so the gaps within one and those between them are all there are.
  return Math.max(withinDay, (longestStepDays(cron) - 1) * DAY_MINUTES + betweenDays);
}

/** The most days from one day with runs to the next. */
function longestStepDays(cron: Cron): number {
  if (cron.daysOfMonth.length === 31 && cron.months.length === 12 && cron.daysOfWeek.length === 7) return 1;
  let longest = 0;
  let previous: number | undefined;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    if (!runsOn(cron, new Date(FIRST_DAY + day * DAY_MINUTES * 60_000))) continue;
    if (previous !== undefined) longest = Math.max(longest, day - previous);
    previous = day;
  }
  if (longest === 0) throw new CronError(ALLOWED);
  return longest;
}

function read(schedule: string): Cron {
  try {
    return parseCron(schedule);
  } catch (error) {
    if (error instanceof CronError) throw new CronError(ALLOWED);
    throw error;
  }
}
