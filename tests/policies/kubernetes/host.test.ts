import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack } from "../../support/policies.ts";
import type { Finding } from "../../support/policies.ts";
import { PolicyHost } from "../../support/policyHost.ts";
import { allCases } from "./support/allCases.ts";
import { asPlan, passCase } from "./support/cases.ts";

/** Findings in an order that does not depend on the order of rules and resources. */
function sorted(findings: readonly Finding[]): string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

describe("the Kubernetes pack in its own process", () => {
  let host: PolicyHost;

  before(async () => {
    host = await PolicyHost.start(fileURLToPath(new URL("../../../policies/kubernetes", import.meta.url)));
  });

  after(async () => {
    await host.stop();
  });

  for (const { rule, passes, refuses, unclear } of allCases) {
    it(`finds over the engine's protocol what ${rule} finds in process, for each of its cases`, async () => {
      const plans = [
        ...Object.values(passes).map((given) => passCase(rule, given)),
        ...Object.values(refuses).map(({ plan, parameters }) => ({
          plan: asPlan(plan),
          config: parameters === undefined ? {} : { [rule]: parameters },
        })),
        ...Object.values(unclear).map(({ plan }) => ({ plan: asPlan(plan), config: {} })),
      ];
      let count = 0;
      for (const { plan, config } of plans) {
        await host.configure(config);
        const found = await host.findings(plan);
        expect(sorted(found)).to.deep.equal(sorted(await runPack(pack, plan, config)));
        count += found.filter((finding) => finding.rule === rule).length;
      }
      expect(count).to.be.at.least(Object.keys(refuses).length + Object.keys(unclear).length);
    });
  }
});
