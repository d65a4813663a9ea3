import { expect } from "chai";
import fc from "fast-check";
import { CronError } from "../../../components/shared/cron.ts";
import { longestPeriodMinutes } from "../../../components/velero/schedulePeriod.ts";
import { longestGapSeconds, parseCron } from "../../../policies/kubernetes/support/cron.ts";

const DAY = 24 * 60;

describe("the schedules of backups", () => {
  const periods: [string, number, string][] = [
    ["0 2 * * *", DAY, "daily"],
    ["20 * * * *", 60, "hourly"],
    ["*/15 * * * *", 15, "every quarter of an hour"],
    ["*/25 * * * *", 25, "by minutes that do not divide the hour"],
    ["* * * * *", 1, "every minute"],
    ["0 9-17 * * *", 16 * 60, "by day only, with the night between"],
    ["0 2 * * 1-5", 3 * DAY, "on working days, with the weekend between"],
    ["0 2 * * MON,Thu", 4 * DAY, "on named days"],
    ["0 0 1 * *", 31 * DAY, "monthly"],
    ["0 0 1 JAN *", 366 * DAY, "yearly"],
    ["0 0 29 2 *", 2921 * DAY, "on leap days, over a century without one"],
    ["0 0 1 * 0", 7 * DAY, "on Sundays and on the first, since either day is enough"],
    ["0 0 */9 * 0", 7 * DAY, "on Sundays and on some dates, since a star with a step counts as a date"],
    ["0 0 * * 0", 7 * DAY, "on Sundays, since a star alone counts as none"],
  ];
  for (const [schedule, minutes, what] of periods) {
    it(`knows the longest time between two backups made ${what}: ${schedule}`, () => {
      expect(longestPeriodMinutes(schedule)).to.equal(minutes);
    });
  }

  const refused: [string, string][] = [
    ["", "nothing"],
    ["daily", "a word"],
    ["@daily", "a descriptor"],
    ["0 0 2 * * *", "a sixth field"],
    ["0 2 * *", "four fields"],
    ["60 2 * * *", "minute 60"],
    ["0 24 * * *", "hour 24"],
    ["0 2 0 * *", "day 0"],
    ["0 2 * 13 *", "month 13"],
    ["0 2 * * 7", "Sunday as 7, which Velero refuses"],
    ["0 2 * * 0-7", "Sunday as 7 at the end of a range"],
    ["0 2 L * *", "the last day of the month"],
    ["0 2 * * 1#2", "the second Monday"],
    ["H 2 * * *", "a hashed minute"],
    ["0 2 15W * *", "the nearest working day"],
    ["0 2 * JAN-DEC MONDAY", "a day in full"],
    ["MON 2 * * *", "a day in the minutes"],
    ["*/0 * * * *", "a step of 0"],
    ["30-10 * * * *", "a range that ends before it begins"],
  ];
  for (const [schedule, what] of refused) {
    it(`refuses ${what}: "${schedule}"`, () => {
      expect(() => longestPeriodMinutes(schedule)).to.throw(CronError, "allowed are cron's five fields");
    });
  }

  for (const schedule of ["0 2 31 2 *", "0 2 30 2 *", "0 2 31 4,6 *"]) {
    it(`refuses a day that never comes: "${schedule}"`, () => {
      expect(() => longestPeriodMinutes(schedule)).to.throw(CronError, "a day that comes to pass");
    });
  }

  it("agrees with the policy pack, which reads schedules by itself, on any schedule", () => {
    const value = (min: number, max: number) => {
      const number = fc.integer({ min, max });
      const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
      const step = fc.tuple(fc.oneof(fc.constant("*"), range, number), fc.integer({ min: 1, max: 9 }));
      const list = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join(","));
      return fc.oneof(
        fc.constant("*"),
        list,
        range,
        step.map((parts) => parts.join("/")),
      );
    };
    const schedules = fc.tuple(value(0, 59), value(0, 23), value(1, 28), value(1, 12), value(0, 6));
    fc.assert(
      fc.property(schedules, (fields) => {
        const schedule = fields.join(" ");
        expect(longestPeriodMinutes(schedule) * 60, schedule).to.equal(longestGapSeconds(parseCron(schedule)));
      }),
      { numRuns: 60 },
    );
  });
});
