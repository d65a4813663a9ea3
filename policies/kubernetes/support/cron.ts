// The dialect of robfig/cron v3's standard parser, which both Velero and Karpenter use: five fields, names of months and
// days, `@` descriptors, an optional time zone. General libraries take more (a sixth field, L, W, #, Sunday as 7), which
// these controllers refuse.

/** When a schedule fires, as the values that each of its fields admits. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** A day must fit one of both day fields when neither is `*` without a step, and both otherwise. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const FIELDS: readonly Field[] = [
  { name: "minute", min: 0, max: 59, names: [] },
  { name: "hour", min: 0, max: 23, names: [] },
  { name: "day of month", min: 1, max: 31, names: [] },
  { name: "month", min: 1, max: 12, names: MONTHS },
  { name: "day of week", min: 0, max: 6, names: DAYS },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** A day in milliseconds, and in minutes. */
const DAY = 24 * 60 * 60 * 1000;
const DAY_MINUTES = 24 * 60;

/** Nine years, which hold the longest gap of any schedule: from one 29 February to the next over a century's end. */
const FIRST_DAY = Date.UTC(2096, 0, 1);
const HORIZON_DAYS = 9 * 366;

/** What is wrong with a schedule. */
export class CronError extends Error {}

function parseNumber(text: string, field: Field): number {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + field.min;
  if (!/^\d+$/.test(text)) throw new CronError(`${field.name} "${text}" is not a number`);
  const number = Number(text);
  if (number < field.min || number > field.max) {
    throw new CronError(`${field.name} ${number} is not within ${field.min} to ${field.max}`);
  }
  return number;
}

function parsePart(part: string, field: Field): number[] {
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0) throw new CronError(`${field.name} "${part}" has two steps`);
  const by = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(by) || by < 1 || step === "")
    throw new CronError(`${field.name} step "${step ?? ""}" is not a number above 0`);
  let [from, to] = [field.min, field.max];
  if (range !== "*" && range !== "?") {
    const [first = "", last, ...rest] = range.split("-");
    if (rest.length > 0) throw new CronError(`${field.name} "${range}" is not a range`);
    from = parseNumber(first, field);
    if (last !== undefined) to = parseNumber(last, field);
    else if (step === undefined) to = from;
    if (from > to) throw new CronError(`${field.name} "${range}" ends before it begins`);
  }
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function parseField(text: string, field: Field): number[] {
  return [...new Set(text.split(",").flatMap((part) => parsePart(part, field)))].sort((a, b) => a - b);
}

function isStar(text: string): boolean {
  return text.split(",").some((part) => /^[*?](\/1)?$/.test(part));
}

/** Reads a schedule of five fields or a descriptor such as `@daily`. @throws CronError */
export function parseCron(schedule: string): Cron {
  const bare = schedule.trim().replace(/^(?:CRON_TZ|TZ)=\S+\s+/, "");
  if (bare.startsWith("@") && !Object.hasOwn(DESCRIPTORS, bare)) throw new CronError(`"${bare}" is not a descriptor`);
  const texts = (DESCRIPTORS[bare] ?? bare).split(/\s+/);
  if (texts.length !== FIELDS.length)
    throw new CronError(
      `it has ${bare === "" ? "no" : texts.length} ${texts.length === 1 && bare !== "" ? "field" : "fields"}, not 5`,
    );
  const [minutes = [], hours = [], daysOfMonth, months, daysOfWeek] = FIELDS.map((field, index) =>
    parseField(texts[index] ?? "", field),
  );
  return {
    minutes,
    hours,
    daysOfMonth: new Set(daysOfMonth),
    months: new Set(months),
    daysOfWeek: new Set(daysOfWeek),
    eitherDay: !isStar(texts[2] ?? "") && !isStar(texts[4] ?? ""),
  };
}

function fitsDay(cron: Cron, day: Date): boolean {
  if (!cron.months.has(day.getUTCMonth() + 1)) return false;
  const ofMonth = cron.daysOfMonth.has(day.getUTCDate());
  const ofWeek = cron.daysOfWeek.has(day.getUTCDay());
  return cron.eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}

/** The minutes, counted from a fixed day, at which a schedule fires within so many days. */
export function firings(cron: Cron, days: number): number[] {
  const ofDay = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
  const found: number[] = [];
  for (let day = 0; day < days; day += 1) {
    if (!fitsDay(cron, new Date(FIRST_DAY + day * DAY))) continue;
    for (const minute of ofDay) found.push(day * DAY_MINUTES + minute);
  }
  return found;
}

const GAPS = new Map<string, number | undefined>();

/**
 * The longest time between two firings of a schedule, in seconds; undefined when it fires less than twice in nine years.
 *
 * @throws CronError
 */
export function longestGapOf(schedule: string): number | undefined {
  if (!GAPS.has(schedule)) GAPS.set(schedule, longestGapSeconds(parseCron(schedule)));
  return GAPS.get(schedule);
}

/** The longest time between two firings, in seconds; undefined for a schedule that fires less than twice in nine years. */
export function longestGapSeconds(cron: Cron): number | undefined {
  // Days differ only in whether they fit, so the first and last minute of a day and the gaps within it are enough.
  const ofDay = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
  const [first = 0, last = 0] = [ofDay[0], ofDay.at(-1)];
  let longest = 0;
  for (let index = 1; index < ofDay.length; index += 1) {
    longest = Math.max(longest, (ofDay[index] ?? 0) - (ofDay[index - 1] ?? 0));
  }
  let previous: number | undefined;
  let fitting = 0;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    if (!fitsDay(cron, new Date(FIRST_DAY + day * DAY))) continue;
    fitting += 1;
    if (previous !== undefined) longest = Math.max(longest, (day - previous) * DAY_MINUTES - last + first);
    previous = day;
  }
  return fitting < 2 ? undefined : longest * 60;
}
