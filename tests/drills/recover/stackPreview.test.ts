import { expect } from "chai";
import { drillStackConfig, drillStackName } from "../../../drills/recover/stackConfig.ts";
import { loadPacks } from "../../../preview/packs.ts";
import type { Plan, PolicyReport } from "../../../preview/plan.ts";
import { runPacks } from "../../../preview/policyRunner.ts";
import { runProgram } from "../../../preview/program.ts";
import { readStack, type StackFile } from "../../../preview/stackFiles.ts";
import { PROJECT } from "../../support/commandLine.ts";

const RUN = "0a1b2c3d";
const location = { bucket: "atlas-velero-atlas-prod-5f3a9c1e", keyArn: "arn:aws:kms:eu-central-1:777788889999:key/1" };

/** The drill's stack for production, as the engine would hand its configuration to the program. */
function drillStack(): StackFile {
  const source = readStack(PROJECT, "prod");
  const config = Object.entries(drillStackConfig({ source, location, run: RUN }));
  return {
    project: source.project,
    stack: drillStackName(RUN),
    config: Object.fromEntries(
      config.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    ),
    secretKeys: [],
  };
}

for (const unknowns of [false, true]) {
  describe(`the program for the stack of a recovery drill${unknowns ? ", in its first deployment" : ""}`, () => {
    let plan: Plan;
    let report: PolicyReport;
    before(async () => {
      plan = await runProgram(drillStack(), { unknowns });
      report = await runPacks(plan, await loadPacks("drill"));
      expect(plan.resources.length, "an empty plan would pass every test below").to.be.greaterThan(50);
    });

    it("breaks no mandatory rule of either pack", () => {
      expect(Object.keys(report.packs)).to.have.members(["eks-platform-aws", "eks-platform-kubernetes"]);
      expect(report.findings.filter(({ level }) => level === "mandatory")).to.deep.equal([]);
    });

    it("has Velero without a bucket, schedule or key of backups", () => {
      const names = plan.resources.map(({ name }) => name);
      expect(names).to.include.members(["velero-release", "cluster-ebs-csi-restore"]);
      expect(
        plan.resources.filter(({ type, name }) => /s3\/bucket|velero\.io/.test(type) || /^velero.*key/.test(name)),
      ).to.deep.equal([]);
    });

    it("protects and keeps nothing, so that it can go again", () => {
      const kept = plan.resources.filter(
        ({ options, inputs }) => options.protect || options.retainOnDelete || inputs.deletionProtection === true,
      );
      expect(kept.map(({ name }) => name)).to.deep.equal([]);
    });
  });
}
