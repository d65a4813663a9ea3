import { UNKNOWN } from "../../../support/policies.ts";
import type { PlannedResource } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";
import { schedule } from "../support/velero.ts";

function kept(ttl: unknown, cron = "0 2 * * *"): PlannedResource {
  return change(change(schedule, "spec.template.ttl", ttl), "spec.schedule", cron);
}

export const cases: RuleCases = {
  rule: "velero-schedule-ttl",
  passes: {
    "passes a month of daily backups": schedule,
    "passes backups kept exactly until the next": kept("24h"),
    "passes weekly backups kept for a week": kept("168h", "@weekly"),
    "leaves a schedule that cannot be read to another rule": kept("1h", "never"),
    "passes a schedule of the chart": release("velero", {
      schedules: { daily: { schedule: "0 2 * * *", template: { ttl: "720h" } } },
    }),
  },
  refuses: {
    "refuses a schedule that does not say": {
      plan: kept(undefined),
      says: ["spec.template.ttl is not set"],
    },
    "refuses backups that go before the next is made": {
      plan: kept("23h59m"),
      says: ["spec.template.ttl is 23h59m, but up to 24h pass between two backups"],
    },
    "counts the longest gap, over the weekend": {
      plan: kept("48h", "0 2 * * mon-fri"),
      says: ["but up to 72h pass between two backups"],
    },
    "counts the longest gap, over a long month": {
      plan: kept("720h", "@monthly"),
      says: ["but up to 744h pass between two backups"],
    },
    "counts the longest gap, over a night": {
      plan: kept("8h", "0 8-18 * * *"),
      says: ["but up to 14h pass between two backups"],
    },
    "counts a rhythm in hours": { plan: kept("5h", "@every 6h"), says: ["but up to 6h pass between two backups"] },
    "refuses days, which Velero does not know": { plan: kept("30d"), says: ['spec.template.ttl is "30d"'] },
    "refuses nothing": { plan: kept("0s"), says: ['spec.template.ttl is "0s"'] },
    "refuses a schedule in the chart's values": {
      plan: release("velero", { schedules: { daily: { schedule: "0 2 * * *", template: {} } } }),
      says: ["values.schedules.daily.template.ttl is not set"],
    },
    "refuses a time of the wrong shape": {
      plan: kept(720),
      says: ["spec.template.ttl is a number; it must be a string"],
    },
  },
  unclear: {
    "advises on an unknown time": { plan: kept(UNKNOWN), unknown: "spec.template.ttl", says: [] },
    "advises on an unknown schedule": {
      plan: change(schedule, "spec.schedule", UNKNOWN),
      unknown: "spec.schedule",
      says: [],
    },
    "advises on one schedule of the chart and still refuses another": {
      plan: release("velero", {
        schedules: { daily: { schedule: UNKNOWN, template: { ttl: "1h" } }, weekly: { schedule: "@weekly" } },
      }),
      unknown: "values.schedules.daily.schedule",
      says: ["values.schedules.weekly.template.ttl is not set"],
    },
  },
};
