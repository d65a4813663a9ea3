import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack } from "../../support/policies.ts";
import type { Finding } from "../../support/policies.ts";
import { allCases } from "./support/allCases.ts";
import { asPlan, passCase } from "./support/cases.ts";
import { expectFindings } from "./support/expectFindings.ts";

async function findingsOf(rule: string, plan: Parameters<typeof runPack>[1], config = {}): Promise<Finding[]> {
  const only = { ...pack, policies: pack.policies.filter((policy) => policy.name === rule) };
  return runPack(only, plan, config);
}

for (const { rule, passes, refuses, unclear } of allCases) {
  describe(`the rule ${rule}`, () => {
    for (const [sentence, given] of Object.entries(passes)) {
      it(sentence, async () => {
        const { plan, config } = passCase(rule, given);
        expect(await findingsOf(rule, plan, config)).to.deep.equal([]);
      });
    }
    for (const [sentence, { plan, says, parameters = {} }] of Object.entries(refuses)) {
      it(sentence, async () => {
        expectFindings(await findingsOf(rule, asPlan(plan), { [rule]: parameters }), says);
      });
    }
    for (const [sentence, { plan, unknown, says }] of Object.entries(unclear)) {
      it(sentence, async () => {
        expectFindings(await findingsOf(rule, asPlan(plan)), says, unknown);
      });
    }
  });
}
