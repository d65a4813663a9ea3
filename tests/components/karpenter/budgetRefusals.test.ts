import { itRefuses, pool } from "./support.ts";

const disruption = (fields: object) => pool({ disruption: fields });
const budget = (fields: object) => disruption({ budgets: [{ nodes: "10%", ...fields }] });

describe("the disruption of a node pool", () => {
  itRefuses({
    "an expiry in days": [pool({ expireAfter: "30d" }), "nodePools.0.expireAfter", ["720h"]],
    "a grace period of Never": [
      pool({ terminationGracePeriod: "Never" }),
      "nodePools.0.terminationGracePeriod",
      ["1h30m"],
    ],
    "a wait that is no duration": [
      disruption({ consolidateAfter: "30" }),
      "nodePools.0.disruption.consolidateAfter",
      ["30s"],
    ],
    "a consolidation policy of old": [
      disruption({ consolidationPolicy: "WhenUnderutilized" }),
      "nodePools.0.disruption.consolidationPolicy",
      ["WhenEmptyOrUnderutilized"],
    ],
    "a budget with schedule and no duration": [
      budget({ schedule: "0 8 * * *" }),
      "nodePools.0.disruption.budgets.0.duration",
      ["write both or neither", "8h"],
    ],
    "a budget with duration and no schedule": [
      budget({ duration: "8h" }),
      "nodePools.0.disruption.budgets.0.schedule",
      ["write both or neither"],
    ],
    "a budget's duration in seconds": [
      budget({ schedule: "0 8 * * *", duration: "30s" }),
      "nodePools.0.disruption.budgets.0.duration",
      ["hours and minutes"],
    ],
    "a budget's duration in days": [
      budget({ schedule: "0 8 * * *", duration: "2d" }),
      "nodePools.0.disruption.budgets.0.duration",
      ["days are hours"],
    ],
    "a schedule of six fields": [
      budget({ schedule: "0 0 8 * * *", duration: "8h" }),
      "nodePools.0.disruption.budgets.0.schedule",
      ["five fields"],
    ],
    "a schedule with an hour of 24": [
      budget({ schedule: "0 24 * * *", duration: "8h" }),
      "nodePools.0.disruption.budgets.0.schedule",
      ["hour", "0 to 23"],
    ],
    "a schedule with Sunday as 7": [
      budget({ schedule: "0 8 * * 1-7", duration: "8h" }),
      "nodePools.0.disruption.budgets.0.schedule",
      ["day of week", "sun"],
    ],
    "a schedule with an unknown descriptor": [
      budget({ schedule: "@nightly", duration: "8h" }),
      "nodePools.0.disruption.budgets.0.schedule",
      ["@daily"],
    ],
    "a budget of 110 %": [budget({ nodes: "110%" }), "nodePools.0.disruption.budgets.0.nodes", ["10%"]],
    "a budget without quotes": [budget({ nodes: 3 }), "nodePools.0.disruption.budgets.0.nodes", ['"3"']],
    "a reason that is none": [
      budget({ reasons: ["Expired"] }),
      "nodePools.0.disruption.budgets.0.reasons.0",
      ["Drifted"],
    ],
    "no budget at all": [disruption({ budgets: [] }), "nodePools.0.disruption.budgets", ["no limit"]],
    "budgets beside a ready set": [
      disruption({ budgets: [{ nodes: "1" }], budgetPreset: "steady" }),
      "nodePools.0.disruption",
      ["one of budgets and budgetPreset"],
    ],
  });
});
