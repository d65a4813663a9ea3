import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { documentedPacks } from "../../scripts/policies/packs.ts";
import { type DocumentedPack, inconsistencies, policyTable } from "../../scripts/policies/table.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const pack: DocumentedPack = {
  name: "small",
  description: "A small pack.",
  directory: "policies/small",
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "queue-retention",
      description: "Set a|b.",
      configSchema: { properties: { days: { type: "integer", default: 7, description: "How long." } } },
      validateResource: () => undefined,
    },
    { name: "stack-order", description: "Order.", enforcementLevel: "advisory", validateStack: () => undefined },
  ],
  tiers: { prod: {}, dev: { "queue-retention": { enforcementLevel: "advisory", days: 1 }, "stack-order": "disabled" } },
  reasons: { "queue-retention": "It is dev.", "stack-order": "It is dev too." },
};

describe("the table of policies", () => {
  it("names every rule of both packs", () => {
    const packs = documentedPacks(ROOT);
    const text = policyTable(packs);
    const rules = packs.flatMap(({ policies }) => policies.map(({ name }) => name));
    expect(rules).to.include.members(["iam-termination-conditions", "workload-resource-requests"]);
    expect(rules.filter((rule) => !text.includes(`| \`${rule}\` |`))).to.deep.equal([]);
  });

  it("says level, scope, parameters and what each tier changes", () => {
    const text = policyTable([pack]);
    expect(text).to.include(
      "| `queue-retention` | mandatory | resource | Set a\\|b. | `days` (default `7`): How long. |",
    );
    expect(text).to.include("| `stack-order` | advisory | stack | Order. |  |");
    expect(text).to.include("| `queue-retention` | - | advisory, `days` 1 | It is dev. |");
    expect(text).to.include("| `stack-order` | - | disabled | It is dev too. |");
  });

  it("finds the papers of both packs in order", () => {
    expect(documentedPacks(ROOT).flatMap(inconsistencies)).to.deep.equal([]);
    expect(inconsistencies(pack)).to.deep.equal([]);
  });

  it("finds a change without a reason, and a reason without a change", () => {
    const { "queue-retention": reason = "", ...reasons } = pack.reasons;
    expect(inconsistencies({ ...pack, reasons })).to.deep.equal([
      "small: dev.json changes queue-retention without a reason",
    ]);
    expect(inconsistencies({ ...pack, tiers: {}, reasons: { "queue-retention": reason } })).to.deep.equal([
      "small: there is a reason for queue-retention, which no tier changes",
    ]);
  });

  it("finds a configured rule and a configured parameter that are not there", () => {
    const tiers = { dev: { "queue-retention": { weeks: 1 }, typo: "disabled" as const } };
    const reasons = { "queue-retention": "x", typo: "x" };
    expect(inconsistencies({ ...pack, tiers, reasons })).to.deep.equal([
      "small: dev.json gives queue-retention weeks, which it has not",
      "small: dev.json configures typo, which is no rule of the pack",
    ]);
  });

  it("is current in docs/policies.md", () => {
    const run = spawnSync(process.execPath, ["scripts/run.mjs", "scripts/policyTable.ts", "--check"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(run.stderr).to.equal("");
    expect(run.status).to.equal(0);
  });
});
