import { expect } from "chai";
import {
  passed,
  type RehearsalReport,
  renderClosing,
  renderHeading,
  renderJson,
  renderStep,
  type StepReport,
} from "../../rehearsal/report.ts";

const step = (change: Partial<StepReport> = {}): StepReport => ({
  name: "up",
  proves: "everything can be made",
  status: "passed",
  seconds: 12.34,
  notes: ["3 resources made"],
  ...change,
});

const report = (steps: readonly StepReport[]): RehearsalReport => ({
  stack: "prod",
  cli: { path: "/opt/pulumi/bin/pulumi", version: "3.260.0" },
  sdk: "3.270.0",
  seed: 7,
  thorough: true,
  steps,
  runs: 12,
  seconds: 138.4,
  notModelled: [],
});

describe("the report of a rehearsal", () => {
  it("passed when a step passed and none failed", () => {
    expect(passed(report([step(), step({ status: "skipped" })]))).to.equal(true);
    expect(passed(report([step(), step({ status: "failed" })]))).to.equal(false);
  });

  it("has not passed when everything was skipped, or nothing was there", () => {
    expect(passed(report([step({ status: "skipped" })]))).to.equal(false);
    expect(passed(report([]))).to.equal(false);
  });

  it("heads with the stack, the CLI, the seed and whether it is thorough", () => {
    expect(renderHeading(report([]))).to.equal(
      "Rehearsal of prod in a simulated cloud: Pulumi 3.260.0 (/opt/pulumi/bin/pulumi), SDK 3.270.0; seed 7, thorough",
    );
  });

  it("shows a step with its time and what it found", () => {
    expect(renderStep(step())).to.equal(`ok        12.3 s  up\n${" ".repeat(18)}3 resources made`);
  });

  it("names the reason of a skipped step, and does not call it ok", () => {
    const text = renderStep(step({ status: "skipped", seconds: 0, notes: ["no release is tagged yet"] }));
    expect(text).to.match(/^skipped {4}0\.0 s {2}up\n +no release is tagged yet$/);
  });

  it("says which assertion failed, and what the engine did", () => {
    const text = renderStep(
      step({ status: "failed", notes: [], failure: "there is drift", details: ["update vpc", "two\nlines"] }),
    );
    expect(text).to.match(/^FAILED/);
    expect(
      text
        .split("\n")
        .map((line) => line.trim())
        .slice(1),
    ).to.deep.equal(["there is drift", "update vpc", "two", "lines"]);
  });

  it("cuts long details, and says how many there are more", () => {
    const details = Array.from({ length: 40 }, (_, index) => `create ${index}`);
    const lines = renderStep(step({ status: "failed", failure: "no", details })).split("\n");
    // The step, what failed, what was found, the details, and the last line.
    expect(lines).to.have.length(3 + 25 + 1);
    expect(lines.at(-1)?.trim()).to.equal("and 15 more lines: see --json");
  });

  it("closes with the counts, the time and what was not modelled", () => {
    const text = renderClosing({
      ...report([step(), step({ status: "failed" })]),
      notModelled: ["aws:efs/fileSystem:FileSystem"],
    });
    expect(text).to.equal(
      "Not modelled, so made without checks of their own: aws:efs/fileSystem:FileSystem\n" +
        "prod: 1 passed, 1 failed, 0 skipped; 12 runs of the engine in 2 min 18 s",
    );
  });

  it("is JSON that says the same", () => {
    const json = JSON.parse(renderJson(report([step({ status: "failed", failure: "no" })]))) as Record<string, unknown>;
    expect(json).to.include({ schema: 1, passed: false, stack: "prod", runs: 12 });
    expect(json.steps).to.deep.equal([{ ...step({ status: "failed", failure: "no" }) }]);
  });
});
