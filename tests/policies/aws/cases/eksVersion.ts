import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { cluster, on, warnedOn } from "../fixtures/eks.ts";

export const cases: RuleCases[] = [
  {
    rule: "eks-cluster-version",
    accepts: {
      "a version in standard support": { plan: cluster(), config: on("2026-11-21") },
      "its last day": { plan: cluster(), config: on("2027-03-27") },
      "a version newer than the table": { plan: cluster({ version: "1.40" }), config: on("2026-11-21") },
      "extended support where the configuration allows it": {
        plan: cluster({ version: "1.33" }),
        config: on("2026-11-21", { allowExtendedSupport: true }),
      },
    },
    refuses: [
      { what: "no version", plan: cluster({ version: undefined }), says: /version is not set; pin a version/ },
      {
        what: "a patch version, which EKS does not take",
        plan: cluster({ version: "1.35.2" }),
        says: /version is "1\.35\.2"; pin/,
      },
      {
        what: "the day after standard support",
        plan: cluster(),
        config: on("2027-03-28"),
        says: /version is "1\.35", whose standard support ended on 2027-03-27; upgrade/,
      },
      {
        what: "a version in extended support",
        plan: cluster({ version: "1.33" }),
        config: on("2026-11-21"),
        says: /standard support ended on 2026-07-29/,
      },
      {
        what: "the day after extended support",
        plan: cluster({ version: "1.31" }),
        config: on("2026-11-27", { allowExtendedSupport: true }),
        says: /extended support ended on 2026-11-26/,
      },
      {
        what: "a version older than the table",
        plan: cluster({ version: "1.21" }),
        config: on("2026-11-21"),
        says: /which EKS no longer runs/,
      },
      {
        what: "a configured day that is none",
        plan: cluster(),
        config: on("tomorrow"),
        says: /today is "tomorrow"; it must be a text like/,
      },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
  {
    rule: "eks-cluster-version-end",
    accepts: {
      "61 days before the end": { plan: cluster(), config: warnedOn("2027-01-25") },
      "a version past its end, which another rule refuses": { plan: cluster(), config: warnedOn("2027-03-28") },
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
      { what: "the last day", plan: cluster(), config: warnedOn("2027-03-27"), says: /in 0 days/ },
      {
        what: "a version that the table does not know",
        plan: cluster({ version: "1.99" }),
        says: /which this pack does not know yet/,
      },
    ],
    unknown: [{ what: "the version is unknown", plan: cluster({ version: UNKNOWN }), names: /version/ }],
  },
];
