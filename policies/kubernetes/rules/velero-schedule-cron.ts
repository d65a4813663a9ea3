import { resourceRule } from "../support/rule.ts";
import { eachSchedule, readRhythm, SCHEDULE_KINDS } from "../support/velero.ts";

/** A schedule that Velero cannot read fails validation in its status, and no backup is ever made. */
export const veleroScheduleCron = resourceRule({
  name: "velero-schedule-cron",
  description:
    "Write Velero schedules in cron's five fields or a descriptor such as @daily, with values that come to pass.",
  enforcementLevel: "mandatory",
  kinds: SCHEDULE_KINDS,
  parameters: {},
  inspect: (object, findings) => {
    eachSchedule(object, findings, (spec) => {
      const { text, gap } = readRhythm(spec.get("schedule"));
      if (gap !== undefined) return;
      findings.violation(`${spec.path}.schedule is "${text}", a day that never comes`);
    });
  },
});
