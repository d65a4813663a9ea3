import { readdirSync } from "node:fs";
import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { allCases } from "./support/allCases.ts";

const names = pack.policies.map((policy) => policy.name);

describe("the Kubernetes pack", () => {
  it("lists every rule file, each once and under its own name", () => {
    const files = readdirSync(new URL("../../../policies/kubernetes/rules/", import.meta.url));
    expect(files.length).to.be.greaterThan(0);
    expect([...names].sort()).to.deep.equal(files.map((file) => file.replace(/\.ts$/, "")).sort());
  });

  it("has cases for every rule: one that passes, one that is refused and one with something unknown", () => {
    expect(allCases.map((cases) => cases.rule).sort()).to.deep.equal([...names].sort());
    for (const { rule, passes, refuses, unclear } of allCases) {
      expect(Object.keys(passes), rule).to.not.be.empty;
      expect(Object.keys(refuses), rule).to.not.be.empty;
      expect(Object.keys(unclear), rule).to.not.be.empty;
    }
  });

  for (const policy of pack.policies) {
    it(`describes ${policy.name} in one sentence and gives it a level and usable parameters`, () => {
      expect(policy.name).to.match(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(policy.description).to.match(/^[A-Z][^.]*(\.[a-z0-9][^.]*)*\.$/);
      expect(policy.enforcementLevel).to.be.oneOf(["mandatory", "advisory"]);
      for (const schema of Object.values(policy.configSchema?.properties ?? {})) {
        expect(schema.description).to.be.a("string").and.not.empty;
        expect(schema.default).to.not.equal(undefined);
      }
    });
  }
});
