import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { pack } from "../../../policies/aws/pack.ts";
import { type Finding, runPack } from "../../support/policies.ts";
import { PolicyHost } from "../../support/policyHost.ts";
import { allCases } from "./allCases.ts";

/** The findings in an order of their own: the host goes by resource, the test's runner by rule. */
function sorted(findings: readonly Finding[]): string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

describe("the AWS pack in its own process", () => {
  let host: PolicyHost;

  before(async () => {
    host = await PolicyHost.start(fileURLToPath(new URL("../../../policies/aws", import.meta.url)));
  });

  after(async () => {
    await host.stop();
  });

  for (const { rule, accepts, refuses, unknown } of allCases) {
    it(`finds over the engine's protocol what ${rule} finds in process, for each of its cases`, async () => {
      const runs = [
        ...Object.values(accepts).map((given) => (Array.isArray(given) ? { plan: given, config: {} } : given)),
        ...refuses.map(({ plan, config = {} }) => ({ plan, config })),
        ...unknown.map(({ plan }) => ({ plan, config: {} })),
      ];
      let found = 0;
      let configured: unknown;
      for (const { plan, config } of runs) {
        const wanted = JSON.stringify(config);
        if (wanted !== configured) await host.configure(config);
        configured = wanted;
        const findings = await host.findings(plan);
        expect(sorted(findings)).to.deep.equal(sorted(await runPack(pack, plan, config)));
        found += findings.filter((finding) => finding.rule === rule).length;
      }
      expect(found).to.be.at.least(refuses.length + unknown.length);
    });
  }

  it("judges without a configuration by the defaults in its rules", async () => {
    const bare = await PolicyHost.start(fileURLToPath(new URL("../../../policies/aws", import.meta.url)));
    try {
      const plan = [{ type: "aws:cloudwatch/logGroup:LogGroup", props: { retentionInDays: 30 } }];
      const findings = await bare.findings(plan);
      expect(sorted(findings)).to.deep.equal(sorted(await runPack(pack, plan)));
      expect(findings.map(({ rule }) => rule)).to.include("cloudwatch-log-group-retention");
    } finally {
      await bare.stop();
    }
  });
});
