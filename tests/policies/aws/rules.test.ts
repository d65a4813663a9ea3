import { readdirSync } from "node:fs";
import { expect } from "chai";
import { pack } from "../../../policies/aws/pack.ts";
import { type Finding, runPack } from "../../support/policies.ts";
import { allCases } from "./allCases.ts";

describe("AWS policy pack", () => {
  it("has cases for each of its rules, and for nothing else", () => {
    const rules = pack.policies.map((policy) => policy.name);
    expect(rules).to.not.be.empty;
    expect(allCases.map((cases) => cases.rule).sort()).to.deep.equal([...rules].sort());
  });

  it("lists every rule file, in a file of the rule's own name", () => {
    const written = readdirSync(new URL("../../../policies/aws/rules/", import.meta.url));
    expect(written.sort()).to.deep.equal(pack.policies.map((policy) => `${policy.name}.ts`).sort());
  });

  for (const { rule, accepts, refuses, unknown } of allCases) {
    describe(rule, () => {
      const policy = pack.policies.filter((candidate) => candidate.name === rule);
      const run = (plan: Parameters<typeof runPack>[1], config = {}): Promise<Finding[]> =>
        runPack({ ...pack, policies: policy }, plan, config);

      it("is tried both ways", () => {
        expect(Object.keys(accepts)).to.not.be.empty;
        expect(refuses).to.not.be.empty;
      });

      for (const [what, given] of Object.entries(accepts)) {
        it(`accepts ${what}`, async () => {
          const { plan, config } = Array.isArray(given) ? { plan: given, config: {} } : given;
          expect(plan).to.not.be.empty;
          expect(await run(plan, config)).to.deep.equal([]);
        });
      }

      for (const { what, plan, says, config } of refuses) {
        it(`refuses ${what}`, async () => {
          const findings = await run(plan, config);
          const messages = findings.filter((finding) => !finding.unknown).map((finding) => finding.message);
          expect(
            messages.some((message) => says.test(message)),
            messages.join("\n") || "no finding",
          ).to.equal(true);
        });
      }

      for (const { what, plan, names, says } of unknown) {
        it(`advises when ${what}`, async () => {
          const findings = await run(plan);
          const advice = findings.filter((finding) => finding.unknown);
          expect(advice.map((finding) => finding.level)).to.deep.equal(["advisory"]);
          expect(advice[0]?.message)
            .to.match(names)
            .and.match(/: not known until deployment$/);
          const violations = findings.filter((finding) => !finding.unknown).map((finding) => finding.message);
          if (says) expect(violations.join("\n")).to.match(says);
          else expect(violations).to.deep.equal([]);
        });
      }
    });
  }
});
