interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
}

const FIELDS: readonly Field[] = [
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
];

const DESCRIPTOR = /^@(annually|yearly|monthly|weekly|daily|midnight|hourly)$/;

/**
 * What is wrong with a schedule, or undefined. Karpenter reads schedules with robfig/cron's standard parser: five
 * fields or a descriptor, always UTC; Sunday is 0, and there are no seconds. What its CRD's pattern lets through and
 * that parser refuses would silently close every budget of the pool, which is why it is read here.
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) {
    return DESCRIPTOR.test(schedule)
      ? undefined
      : "allowed are @annually, @yearly, @monthly, @weekly, @daily, @midnight and @hourly";
  }
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) {
    return 'allowed are five fields, "minute hour day-of-month month day-of-week" in UTC, such as "0 18 * * 1-5"';
  }
  for (const [index, field] of FIELDS.entries()) {
    if (!(texts[index] ?? "").split(",").every((part) => isPart(part, field))) {
      const names = field.words.length > 0 ? ` or ${field.words.join(", ")}` : "";
      return `its ${field.name} is "${texts[index] ?? ""}"; allowed are *, numbers from ${field.min} to ${field.max}${names}, ranges such as ${field.min}-${field.max} and steps such as */2`;
    }
  }
  return undefined;
}

function isPart(part: string, field: Field): boolean {
  const match = /^(?:[*?]|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/([1-9][0-9]*))?$/i.exec(part);
  if (!match) return false;
  const [, first, last] = match;
  if (first === undefined) return true;
  const from = numberOf(first, field);
  const to = last === undefined ? from : numberOf(last, field);
  return from !== undefined && to !== undefined && from <= to;
}

function numberOf(text: string, field: Field): number | undefined {
  const word = field.words.indexOf(text.toLowerCase());
  if (word >= 0) return word + field.min;
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  return number >= field.min && number <= field.max ? number : undefined;
}
