import { expect } from "chai";
import fc from "fast-check";
import { CronError, firings, longestGapSeconds, parseCron } from "../../../../policies/kubernetes/support/cron.ts";

const FIRST_DAY = Date.UTC(2096, 0, 1);
const HOUR = 3600;

function field(min: number, max: number, most: number): fc.Arbitrary<number[] | undefined> {
  return fc.option(fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: most }), { nil: undefined });
}

const fields = fc.record({
  minute: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 2 }),
  hour: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
  dayOfMonth: field(1, 31, 3),
  month: field(1, 12, 6),
  dayOfWeek: field(0, 6, 3),
});

type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never;

function textOf({ minute, hour, dayOfMonth, month, dayOfWeek }: Fields): string {
  return [minute, hour, dayOfMonth, month, dayOfWeek].map((values) => values?.join(",") ?? "*").join(" ");
}

/** Whether a schedule fires at a moment, by the rule of crontab and nothing else. */
function fires({ minute, hour, dayOfMonth, month, dayOfWeek }: Fields, moment: Date): boolean {
  if (!minute.includes(moment.getUTCMinutes()) || !hour.includes(moment.getUTCHours())) return false;
  if (month !== undefined && !month.includes(moment.getUTCMonth() + 1)) return false;
  const ofMonth = dayOfMonth?.includes(moment.getUTCDate());
  const ofWeek = dayOfWeek?.includes(moment.getUTCDay());
  if (ofMonth !== undefined && ofWeek !== undefined) return ofMonth || ofWeek;
  return (ofMonth ?? true) && (ofWeek ?? true);
}

describe("a cron schedule", () => {
  it("fires when crontab's rule says", () => {
    const days = 70;
    fc.assert(
      fc.property(fields, (given) => {
        const expected: number[] = [];
        for (const hour of Array.from({ length: days * 24 }, (_, index) => index)) {
          if (!given.hour.includes(hour % 24)) continue;
          for (const minute of [...given.minute].sort((a, b) => a - b)) {
            const at = hour * 60 + minute;
            if (fires(given, new Date(FIRST_DAY + at * 60_000))) expected.push(at);
          }
        }
        expect(firings(parseCron(textOf(given)), days)).to.deep.equal(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("has the longest gap that its firings have", () => {
    let compared = 0;
    fc.assert(
      fc.property(fields, (given) => {
        const cron = parseCron(textOf(given));
        const all = firings(cron, 9 * 366);
        const gaps = all.slice(1).map((at, index) => at - (all[index] ?? 0));
        const longest = longestGapSeconds(cron);
        if (new Set(all.map((at) => Math.floor(at / 1440))).size < 2) {
          expect(longest).to.equal(undefined);
        } else {
          compared += 1;
          expect(longest).to.equal(gaps.reduce((most, gap) => Math.max(most, gap), 0) * 60);
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).to.be.greaterThan(10);
  });

  for (const [schedule, hours] of [
    ["* * * * *", 1 / 60],
    ["*/15 * * * *", 0.25],
    ["@hourly", 1],
    ["@daily", 24],
    ["@weekly", 168],
    ["@monthly", 744],
    ["@yearly", 366 * 24],
    ["0 0 29 2 *", (8 * 365 + 1) * 24],
    ["0 0 1 * mon", 168],
    ["0 0 */2 * *", 48],
    ["0 0 */2 * 0", 48],
    ["0 0 1 */2 *", 62 * 24],
    ["0 0 ? * sat", 168],
    ["0 1,23 * * *", 22],
    ["0 0 1,* * mon", 168],
    ["10/20 6-8 * * *", 64 / 3],
  ] as const) {
    it(`waits at most ${hours} hours under ${schedule}`, () => {
      expect(longestGapSeconds(parseCron(schedule))).to.be.closeTo(hours * HOUR, 1);
    });
  }

  for (const bad of [
    "",
    "* * * *",
    "60 * * * *",
    "* * 0 * *",
    "* * * 13 *",
    "a * * * *",
    "1-2-3 * * * *",
    "1/2/3 * * * *",
    "*/ * * * *",
    "1, * * * *",
    "L * * * *",
    "@every 1h",
  ]) {
    it(`refuses "${bad}"`, () => {
      expect(() => parseCron(bad)).to.throw(CronError);
    });
  }
});
