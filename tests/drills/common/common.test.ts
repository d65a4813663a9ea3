import { expect } from "chai";
import { DEFAULT_RECOVERY_TARGETS } from "../../../components/velero/recoveryTargets.ts";
import { defaultSchedules } from "../../../components/velero/schedulesConfig.ts";
import { describeDuration, parseDuration } from "../../../drills/common/duration.ts";
import { drillNamespace, freshRunId } from "../../../drills/common/names.ts";
import { looksLikeProduction } from "../../../drills/common/production.ts";
import { DEFAULT_RECOVERY, recoveryOf } from "../../../drills/common/targets.ts";
import { estimateCost } from "../../../drills/recover/cost.ts";

const stackFile = (velero: object | undefined) => ({
  project: "eks-platform",
  stack: "x",
  secretKeys: [],
  config: { "eks-platform:platform": JSON.stringify({ tier: "dev", ...(velero && { velero }) }) },
});

describe("what drills are measured against", () => {
  it("is what the platform's own configuration has by default", () => {
    expect(DEFAULT_RECOVERY.targets).to.deep.equal(DEFAULT_RECOVERY_TARGETS);
    const classes = Object.entries(defaultSchedules("prod", ["myapp"])).map(([name, { recoveryClass }]) => [
      name,
      recoveryClass,
    ]);
    expect(DEFAULT_RECOVERY.classes).to.deep.equal(Object.fromEntries(classes));
  });

  it("is what a stack says, number by number", () => {
    const { targets, classes } = recoveryOf(
      stackFile({
        recoveryTargets: { stateful: { pointMinutes: 15 } },
        schedules: { often: { recoveryClass: "stateful" }, odd: { recoveryClass: "gold" } },
      }),
    );
    expect(targets.stateful).to.deep.equal({ timeMinutes: 60, pointMinutes: 15 });
    expect(targets.region).to.deep.equal(DEFAULT_RECOVERY_TARGETS.region);
    expect(classes).to.deep.equal({ often: "stateful" });
  });

  for (const wrong of [
    { stateful: { timeMinutes: 0 } },
    { stateful: { pointMinutes: -1 } },
    { gold: {} },
    { stateful: { minutes: 1 } },
  ]) {
    it(`is never ${JSON.stringify(wrong)}`, () => {
      expect(() => recoveryOf(stackFile({ recoveryTargets: wrong }))).to.throw("Pulumi.x.yaml: velero.recoveryTargets");
    });
  }
});

describe("a place that looks like production", () => {
  for (const context of [
    "prod",
    "atlas-prod",
    "prod_eu",
    "arn:aws:eks:eu-central-1:1:cluster/live",
    "Production",
    "eks.prd.1",
  ]) {
    it(`is ${context}`, () => {
      expect(looksLikeProduction({ context })).to.include(context);
    });
  }
  for (const context of ["staging", "product-dev", "reproduction", "delivery", "nonprod"]) {
    it(`is not ${context}`, () => {
      expect(looksLikeProduction({ context })).to.equal(undefined);
    });
  }
  it("is known by its cluster and its stack too, and by its tier before anything", () => {
    expect(looksLikeProduction({ context: "a", cluster: "b-prod" })).to.include("b-prod");
    expect(looksLikeProduction({ stack: "prod" })).to.include("prod");
    expect(looksLikeProduction({ stack: "prod", tier: "dev" })).to.equal(undefined);
    expect(looksLikeProduction({ stack: "blue", tier: "prod" })).to.include("tier prod");
  });
});

describe("names and durations of drills", () => {
  it("makes a new run id every time, valid in names and labels", () => {
    const ids = new Set(Array.from({ length: 100 }, freshRunId));
    expect(ids.size).to.equal(100);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}$/);
  });

  it("names a namespace after the one it stands in for, and keeps long ones apart", () => {
    expect(drillNamespace("myapp", "0a1b2c3d")).to.equal("myapp-drill-0a1b2c3d");
    const long = "n".repeat(62);
    const names = [drillNamespace(`${long}a`, "0a1b2c3d"), drillNamespace(`${long}b`, "0a1b2c3d")];
    expect(new Set(names).size).to.equal(2);
    for (const name of names) expect(name.length).to.be.at.most(63);
  });

  it("reads durations, and nothing that is none", () => {
    expect(parseDuration("1h30m")).to.equal(5_400_000);
    expect(parseDuration("90s")).to.equal(90_000);
    for (const text of ["", "90", "h", "-1m", "1d", "0s", "1m1h"])
      expect(parseDuration(text), text).to.equal(undefined);
  });

  it("tells durations in words", () => {
    const told = [400, 59_000, 60_000, 130_000, 3_600_000, 5_400_000].map(describeDuration);
    expect(told).to.deep.equal(["0 s", "59 s", "1 min", "2 min 10 s", "1 h", "1 h 30 min"]);
  });

  it("reckons the cost by the hour", () => {
    const one = estimateCost(1);
    expect(estimateCost(4).usd).to.be.closeTo(4 * one.usd, 1e-9);
    expect(one.usd).to.be.greaterThan(0.2).and.to.be.lessThan(1);
    expect(one.lines).to.have.length(4);
  });
});
