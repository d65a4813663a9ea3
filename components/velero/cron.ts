import { CronExpressionParser } from "cron-parser";

/** A schedule Velero would not take. The message says what is allowed, and does not repeat the schedule. */
export class CronError extends Error {
  override readonly name = "CronError";
}

const NUMBERS = String.raw`[\d*,/-]`;
const MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const DAYS = "sun|mon|tue|wed|thu|fri|sat";

/**
 * What each field may be made of. The library reads more than Velero's parser (robfig/cron v3, standard): L, W, # and H,
 * Sunday as 7, a sixth field.
 */
const FIELDS = [NUMBERS, NUMBERS, NUMBERS, `${MONTHS}|${NUMBERS}`, `${DAYS}|${NUMBERS}`].map(
  (part) => new RegExp(`^(?:${part})+$`, "i"),
);

const ALLOWED =
  'allowed are cron\'s five fields in UTC, "minute hour day-of-month month day-of-week", for instance "0 2 * * *", with a day that comes to pass';

const DAY_MINUTES = 24 * 60;
/** Nine years, which hold the longest wait of any schedule: from one 29 February to the next over a century's end. */
const FIRST_DAY = Date.UTC(2096, 0, 1);
const HORIZON_DAYS = 9 * 366;

/**
 * The longest time between two runs of a schedule, in minutes: what can be lost when backups are made by it.
 *
 * @throws CronError for what is no schedule, or one that never runs
 */
export function longestPeriodMinutes(schedule: string): number {
  const { minutes, hours, fits } = parse(schedule);
  const ofDay = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const first = ofDay[0] ?? 0;
  const last = ofDay.at(-1) ?? 0;
  let longest = ofDay.reduce((gap, time, index) => Math.max(gap, time - (ofDay[index - 1] ?? time)), 0);
  let previous: number | undefined;
  let days = 0;
  // Days differ only in whether they have runs at all, so the gaps within one and those between them are all there are.
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    if (!fits(new Date(FIRST_DAY + day * DAY_MINUTES * 60_000))) continue;
    if (previous !== undefined) longest = Math.max(longest, (day - previous) * DAY_MINUTES - last + first);
    previous = day;
    days += 1;
  }
  if (days < 2) throw new CronError(ALLOWED);
  return longest;
}

interface Times {
  /** Minutes of the hour and hours of the day, ascending. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly fits: (day: Date) => boolean;
}

function parse(schedule: string): Times {
  const texts = schedule.trim().split(/\s+/);
  const [, , dayOfMonth = "", , dayOfWeek = ""] = texts;
  const isDialect =
    texts.length === FIELDS.length &&
    FIELDS.every((field, index) => field.test(texts[index] ?? "")) &&
    !/\b7\b/.test(dayOfWeek.replace(/\/\d+/g, ""));
  if (!isDialect) throw new CronError(ALLOWED);
  const fields = fieldsOf(schedule);
  const months = numbers(fields.month.values);
  const daysOfMonth = numbers(fields.dayOfMonth.values);
  const daysOfWeek = numbers(fields.dayOfWeek.values);
  // A day must fit one of both day fields when both restrict it, and both otherwise.
  const eitherDay = !isStar(dayOfMonth) && !isStar(dayOfWeek);
  return {
    minutes: numbers(fields.minute.values),
    hours: numbers(fields.hour.values),
    fits(date) {
      if (!months.includes(date.getUTCMonth() + 1)) return false;
      const ofMonth = daysOfMonth.includes(date.getUTCDate());
      const ofWeek = daysOfWeek.includes(date.getUTCDay());
      return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    },
  };
}

function fieldsOf(schedule: string): ReturnType<typeof CronExpressionParser.parse>["fields"] {
  try {
    return CronExpressionParser.parse(schedule, { tz: "UTC" }).fields;
  } catch {
    // Its messages speak of its own constraints; ours say what is allowed.
    throw new CronError(ALLOWED);
  }
}

/** The library's type admits "L", which the dialect above does not. */
function numbers(values: readonly (number | string)[]): number[] {
  return values.map(Number).sort((a, b) => a - b);
}

function isStar(field: string): boolean {
  return field.split(",").some((part) => /^\*(\/1)?$/.test(part));
}
