/**
 * Schedules as Kubernetes' controllers read them: robfig/cron v3, standard parser, always UTC. Five fields; `?` is `*`,
 * Sunday is 0 and only 0, and there are no seconds. Libraries for Node read another dialect (L, W, # and H, Sunday as 7,
 * six fields, no value twice), and what they let through a controller refuses.
 */
export interface Cron {
  /** Values of each field, ascending. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  readonly daysOfWeek: readonly number[];
  /** Whether either day field is enough: both restrict the day. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
}

const FIELDS = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day of month", min: 1, max: 31, words: [] },
  {
    name: "month",
    min: 1,
    max: 12,
    words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", min: 0, max: 6, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
] as const satisfies readonly Field[];

/** A schedule that no controller would take. The message says what is allowed. */
export class CronError extends Error {
  override readonly name = "CronError";
}

/** @throws CronError that names the field that is wrong */
export function parseCron(schedule: string): Cron {
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) {
    throw new CronError(
      'allowed are five fields, "minute hour day-of-month month day-of-week" in UTC, such as "0 18 * * 1-5"',
    );
  }
  const [minutes = [], hours = [], daysOfMonth = [], months = [], daysOfWeek = []] = FIELDS.map((field, index) =>
    valuesOf(texts[index] ?? "", field),
  );
  const [, , dayOfMonth = "", , dayOfWeek = ""] = texts;
  return { minutes, hours, daysOfMonth, months, daysOfWeek, eitherDay: !isStar(dayOfMonth) && !isStar(dayOfWeek) };
}

/** Whether a schedule runs on the day that this moment is in, by UTC. */
export function runsOn(cron: Cron, date: Date): boolean {
  if (!cron.months.includes(date.getUTCMonth() + 1)) return false;
  const ofMonth = cron.daysOfMonth.includes(date.getUTCDate());
  const ofWeek = cron.daysOfWeek.includes(date.getUTCDay());
  return cron.eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}

function valuesOf(text: string, field: Field): number[] {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const range = rangeOf(part, field);
    if (!range) {
      const words = field.words.length > 0 ? ` or ${field.words.join(", ")}` : "";
      throw new CronError(
        `its ${field.name} is "${text}"; allowed are *, numbers from ${field.min} to ${field.max}${words}, ranges such as ${field.min}-${field.max} and steps such as */2`,
      );
    }
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function rangeOf(part: string, field: Field): { from: number; to: number; step: number } | undefined {
  const match = /^(?:[*?]|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/([1-9][0-9]*))?$/i.exec(part);
  if (!match) return undefined;
  const [, first, last, by] = match;
  const step = Number(by ?? 1);
  if (first === undefined) return { from: field.min, to: field.max, step };
  const from = numberOf(first, field);
  // A number with a step counts to the field's end.
  const to = last === undefined ? (by === undefined ? from : field.max) : numberOf(last, field);
  return from === undefined || to === undefined || from > to ? undefined : { from, to, step };
}

function numberOf(text: string, field: Field): number | undefined {
  const word = field.words.indexOf(text.toLowerCase());
  if (word >= 0) return word + field.min;
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  return number >= field.min && number <= field.max ? number : undefined;
}

/** A star with a step above 1 restricts a field; one with none does not. */
function isStar(text: string): boolean {
  return text.split(",").some((part) => /^[*?](\/1)?$/.test(part));
}
