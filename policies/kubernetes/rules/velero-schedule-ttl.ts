import { parseDuration } from "../support/duration.ts";
import { Malformed } from "../support/findings.ts";
import { resourceRule } from "../support/rule.ts";
import { eachSchedule, readRhythm, SCHEDULE_KINDS } from "../support/velero.ts";

/** Backups that go before the next is made leave a time without any. */
export const veleroScheduleTtl = resourceRule({
  name: "velero-schedule-ttl",
  description:
    "Set template.ttl on every Velero schedule, and not shorter than the longest time between two of its backups.",
  enforcementLevel: "mandatory",
  kinds: SCHEDULE_KINDS,
  parameters: {},
  inspect: (object, findings) => {
    eachSchedule(object, findings, (spec) => {
      const ttl = spec.at("template.ttl");
      const text = ttl.string();
      if (text === undefined || text === "") {
        findings.violation(`${ttl.path} is not set; say how long backups are kept, such as 720h0m0s`);
        return;
      }
      const seconds = parseDuration(text);
      if (seconds === undefined || seconds <= 0) {
        findings.violation(`${ttl.path} is "${text}"; give a duration above zero, such as 720h0m0s`);
        return;
      }
      let gap: number | undefined;
      try {
        gap = readRhythm(spec.get("schedule")).gap;
      } catch (error) {
        // A schedule that cannot be read is another rule's finding.
        if (!(error instanceof Malformed)) throw error;
      }
      if (gap === undefined || seconds >= gap) return;
      findings.violation(
        `${ttl.path} is ${text}, but up to ${gap / 3600}h pass between two backups; keep them at least so long`,
      );
    });
  },
});
