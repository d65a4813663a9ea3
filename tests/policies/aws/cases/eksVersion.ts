import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { cluster, warnedOn } from "../fixtures/eks.ts";

export const cases: RuleCases[] = [
  {
    rule: "eks-cluster-version",
    accepts: {
      "a version of the table": cluster(),
      "a version newer than the table": cluster({ version: "1.40" }),
      "the oldest version of the table, on whatever day": cluster({ version: "1.31" }),
    },
    refuses: [
      { what: "no version", plan: cluster({ version: undefined }), says: /version is not set; pin a version/ },
      {
        what: "a patch version, which EKS does not take",
        plan: cluster({ version: "1.35.2" }),
        says: /version is "1\.35\.2"; pin/,
      },
      { what: "a version older than the table", plan: cluster({ version: "1.21" }), says: /which EKS no longer runs/ },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
  {
    rule: "eks-cluster-version-end",
    accepts: {
      "61 days before the end": { plan: cluster(), config: warnedOn("2027-01-25") },
      "a version past its standard support where the stack asks for extended": {
        plan: cluster({ version: "1.33", upgradePolicy: { supportType: "EXTENDED" } }),
        config: warnedOn("2026-11-21"),
      },
      "fewer days where the configuration says so": {
        plan: cluster(),
        config: warnedOn("2027-03-01", { warnDays: 20 }),
      },
    },
    refuses: [
      {
        what: "60 days before the end",
        plan: cluster(),
        config: warnedOn("2027-01-26"),
        says: /standard support ends on 2027-03-27, in 60 days/,
      },
      { what: "the day before the last", plan: cluster(), config: warnedOn("2027-03-26"), says: /, in 1 day$/ },
      { what: "the last day", plan: cluster(), config: warnedOn("2027-03-27"), says: /ends on 2027-03-27, today$/ },
      {
        what: "the day after standard support",
        plan: cluster(),
        config: warnedOn("2027-03-28"),
        says: /version is "1\.35", whose standard support ended on 2027-03-27; upgrade/,
      },
      {
        what: "the day after extended support",
        plan: cluster({ version: "1.31", upgradePolicy: { supportType: "EXTENDED" } }),
        config: warnedOn("2026-11-27"),
        says: /extended support ended on 2026-11-26; upgrade/,
      },
      {
        what: "the last weeks of extended support, where the stack asks for it",
        plan: cluster({ version: "1.31", upgradePolicy: { supportType: "EXTENDED" } }),
        config: warnedOn("2026-11-21"),
        says: /extended support ends on 2026-11-26, in 5 days/,
      },
      {
        what: "a configured day that is none",
        plan: cluster(),
        config: warnedOn("tomorrow"),
        says: /today is "tomorrow"; it must be a text like/,
      },
      {
        what: "a version that the table does not know",
        plan: cluster({ version: "1.99" }),
        says: /which this pack does not know yet/,
      },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
];
