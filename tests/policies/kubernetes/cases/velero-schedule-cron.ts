import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { Refusal, RuleCases } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";
import { schedule } from "../support/velero.ts";

function at(cron: unknown): PlannedResource {
  return change(schedule, "spec.schedule", cron);
}

function refusal(cron: string, problem: string): Refusal {
  return { plan: at(cron), says: [`spec.schedule is "${cron}": ${problem}`] };
}

export const cases: RuleCases = {
  rule: "velero-schedule-cron",
  passes: {
    "passes a daily backup": schedule,
    ...Object.fromEntries(
      [
        "*/15 * * * *",
        "0 3 1,15 * *",
        "30 4-20/4 * jan-jun MON-FRI",
        "@weekly",
        "@every 6h",
        "CRON_TZ=Europe/Berlin 0 3 * * *",
        "5/10 * * * ?",
        "0 0 29 2 *",
      ].map((cron) => [`passes ${cron}`, at(cron)]),
    ),
    "passes a schedule of the chart, and one that is off whatever it says": release("velero", {
      schedules: { daily: { schedule: "0 2 * * *" }, old: { disabled: true, schedule: "never" } },
    }),
    "says nothing of other charts": release("keda", { schedules: { daily: { schedule: "never" } } }),
  },
  refuses: {
    "refuses four fields": refusal("0 2 * *", "it has 4 fields, not 5"),
    "refuses seconds": refusal("0 0 2 * * *", "it has 6 fields, not 5"),
    "refuses an hour that does not exist": refusal("0 24 * * *", "hour 24 is not within 0 to 23"),
    "refuses Sunday as 7, as Velero does": refusal("0 2 * * 7", "day of week 7 is not within 0 to 6"),
    "refuses words": refusal("0 2 * * someday", 'day of week "someday" is not a number'),
    "refuses a range that runs backwards": refusal("0 5-2 * * *", 'hour "5-2" ends before it begins'),
    "refuses a step of nothing": refusal("*/0 * * * *", 'minute step "0" is not a number above 0'),
    "refuses a descriptor that does not exist": refusal("@fortnightly", '"@fortnightly" is not a descriptor'),
    "refuses a rhythm of nothing": refusal("@every 0s", '"0s" is not a duration of a second or more'),
    "refuses a rhythm in days": refusal("@every 1d", '"1d" is not a duration of a second or more'),
    "refuses a day that never comes": {
      plan: at("0 2 30 2 *"),
      says: ['spec.schedule is "0 2 30 2 *", a day that never comes'],
    },
    "refuses a missing schedule": { plan: at(undefined), says: ["spec.schedule is not set"] },
    "refuses a schedule in the chart's values": {
      plan: release("velero", { schedules: { daily: { schedule: "daily" } } }),
      says: ['values.schedules.daily.schedule is "daily"'],
    },
    "refuses a schedule of the wrong shape": {
      plan: at(["0 2 * * *"]),
      says: ["spec.schedule is a list; it must be a string"],
    },
  },
  unclear: {
    "advises on an unknown schedule": { plan: at(UNKNOWN), unknown: "spec.schedule", says: [] },
    "advises on one schedule of the chart and still refuses another": {
      plan: release("velero", { schedules: { daily: { schedule: UNKNOWN }, weekly: { schedule: "weekly" } } }),
      unknown: "values.schedules.daily.schedule",
      says: ["values.schedules.weekly.schedule"],
    },
  },
};
