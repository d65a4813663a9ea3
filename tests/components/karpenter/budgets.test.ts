import { expect } from "chai";
import { BUDGETS } from "../../../components/karpenter/budgets.ts";

describe("the ready sets of budgets", () => {
  const WEEK_MINUTES = 7 * 24 * 60;
  /** Minutes of the week at which a budget is open; the sets use fixed times on lists or ranges of days. */
  const open = ({
    schedule,
    duration,
  }: {
    schedule?: string | undefined;
    duration?: string | undefined;
  }): Set<number> => {
    if (schedule === undefined || duration === undefined)
      return new Set(Array.from({ length: WEEK_MINUTES }, (_, minute) => minute));
    const [, minute = "", hour = "", from = "", to = from] = /^(\d+) (\d+) \* \* (\d)(?:-(\d))?$/.exec(schedule) ?? [];
    const length = Number.parseInt(duration) * 60;
    const starts = Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, day) => (Number(from) + day) * 1440 + Number(hour) * 60 + Number(minute),
    );
    return new Set(starts.flatMap((start) => Array.from({ length }, (_, passed) => (start + passed) % WEEK_MINUTES)));
  };
  const speaking = (preset: keyof typeof BUDGETS, reason: "Empty" | "Drifted" | "Underutilized") =>
    BUDGETS[preset]
      .filter(({ reasons }) => reasons?.includes(reason))
      .map((budget) => ({ nodes: budget.nodes, open: open(budget) }));
  const at = (day: number, hour: number) => day * 1440 + hour * 60;

  for (const preset of ["steady", "business-hours"] as const) {
    it(`"${preset}" has exactly one word to say on each reason at every minute of the week`, () => {
      for (const reason of ["Empty", "Drifted", "Underutilized"] as const) {
        const budgets = speaking(preset, reason);
        for (let minute = 0; minute < WEEK_MINUTES; minute += 1) {
          const count = budgets.filter((budget) => budget.open.has(minute)).length;
          if (count !== 1) throw new Error(`${reason}: ${count} budgets at minute ${minute} of the week`);
        }
      }
    });
  }
  it('"business-hours" moves nothing for drift or packing by day, a fifth by night and half at weekends', () => {
    const nodes = (reason: "Empty" | "Drifted" | "Underutilized", minute: number) =>
      speaking("business-hours", reason).find((budget) => budget.open.has(minute))?.nodes;
    for (const reason of ["Drifted", "Underutilized"] as const) {
      expect(
        [at(1, 8), at(3, 12), at(5, 17), at(2, 18), at(3, 7), at(5, 18), at(6, 12), at(0, 12), at(1, 7)].map((minute) =>
          nodes(reason, minute),
        ),
      ).to.deep.equal(["0", "0", "0", "20%", "20%", "50%", "50%", "50%", "50%"]);
    }
    expect([at(3, 12), at(2, 18), at(6, 12)].map((minute) => nodes("Empty", minute))).to.deep.equal([
      "10%",
      "20%",
      "50%",
    ]);
  });
});
