import { expect } from "chai";
import { DEFAULT_RECOVERY } from "../../../drills/common/targets.ts";
import { measurementOf } from "../../../drills/velero/measure.ts";

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const clock = { now: () => at("11:10:00"), sleep: () => Promise.resolve() };
const backup = {
  apiVersion: "velero.io/v1",
  kind: "Backup",
  metadata: { name: "hourly-1" },
  status: { startTimestamp: "2026-11-21T10:20:00Z", completionTimestamp: "2026-11-21T10:22:30Z" },
};
const moments = { backup, lostAt: at("11:00:00"), restoringAt: at("11:04:00") };

describe("the measure of a restored backup", () => {
  it("counts the time from the start of the restore, and the point from the loss back to the backup's start", () => {
    expect(measurementOf({ clock }, { schedule: "hourly-stateful", ...moments }, DEFAULT_RECOVERY)).to.deep.equal({
      recoveryClass: "stateful",
      timeTargetMinutes: 60,
      timeAchievedSeconds: 6 * 60,
      pointTargetMinutes: 60,
      pointAchievedSeconds: 40 * 60,
      pointGraceSeconds: 150,
    });
  });

  it("is against the targets of the schedule's class, and of what needs backups most where nobody classified it", () => {
    const classOf = (schedule: string): string =>
      measurementOf({ clock }, { schedule, ...moments }, DEFAULT_RECOVERY).recoveryClass;
    expect(classOf("daily-backup")).to.equal("stateless");
    expect(classOf("of-somebody")).to.equal("stateful");
  });
});
