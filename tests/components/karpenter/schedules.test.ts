import { expect } from "chai";
import fc from "fast-check";
import { scheduleProblem } from "../../../components/karpenter/schedule.ts";
import { durationSeconds } from "../../../components/shared/durations.ts";
import { CronError, parseCron } from "../../../policies/kubernetes/support/cron.ts";

describe("schedules of disruption budgets", () => {
  for (const schedule of [
    "0 8 * * 1-5",
    "*/15 0-6,18-23 * * *",
    "0 0 1 jan *",
    "30 6 ? * MON-FRI",
    "0 1/2 * * 0",
    "@daily",
  ]) {
    it(`"${schedule}" is fine`, () => {
      expect(scheduleProblem(schedule)).to.equal(undefined);
    });
  }
  for (const schedule of [
    "",
    "0 8 * *",
    "60 8 * * *",
    "0 8 0 * *",
    "0 8 * 13 *",
    "0 8 * * 7",
    "0 8 * * fri-mon",
    "0 8 L * *",
    "0 8 * * 1#2",
    "*/0 8 * * *",
    "@every 1h",
  ]) {
    it(`"${schedule}" is not`, () => {
      expect(scheduleProblem(schedule)).to.be.a("string");
    });
  }
  it("are read as the rules for deployed pools read them", () => {
    const field = fc.constantFrom(
      "*",
      "?",
      "0",
      "1",
      "5",
      "7",
      "12",
      "24",
      "31",
      "60",
      "1-5",
      "5-1",
      "*/2",
      "*/0",
      "1/3",
      "mon",
      "jan",
      "sun-sat",
      "1,2",
      "1,,2",
      "x",
      "-1",
      "L",
    );
    fc.assert(
      fc.property(fc.tuple(field, field, field, field, field), (fields) => {
        const schedule = fields.join(" ");
        let problem = false;
        try {
          parseCron(schedule);
        } catch (error) {
          if (!(error instanceof CronError)) throw error;
          problem = true;
        }
        expect(scheduleProblem(schedule) !== undefined, schedule).to.equal(problem);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});

describe("durations", () => {
  it("are read in seconds", () => {
    expect(["30s", "5m", "1h", "1h30m", "10h5m", "90m15s"].map(durationSeconds)).to.deep.equal([
      30, 300, 3600, 5400, 36300, 5415,
    ]);
  });
  it("are refused with other units, signs or nothing", () => {
    for (const text of ["", "5", "1d", "-1h", "1h ", "Never"])
      expect(() => durationSeconds(text), text).to.throw("not a duration");
  });
});
