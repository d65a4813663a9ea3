import { expect } from "chai";
import { pack } from "../../../policies/kubernetes/pack.ts";
import { runPack } from "../../support/policies.ts";
import { change } from "./support/cases.ts";
import { deployment, release } from "./support/fixtures.ts";

const command = "spec.template.spec.containers[0].args";
const env = "spec.template.spec.containers[0].env";

describe("the messages of the Kubernetes rules", () => {
  for (const [sentence, value] of [
    ["a password", "correct-horse-battery-staple"],
    ["a password in an address", "postgres://shop:correct-horse-battery-staple@db/shop"],
    ["a number", 7391482650173],
    ["a secret in a list, which no value may be", ["correct-horse-battery-staple"]],
  ] as const) {
    it(`never show ${sentence} in an environment variable`, async () => {
      const findings = await runPack(pack, [change(deployment, env, [{ name: "DB_PASSWORD", value }])]);
      expect(findings.map((finding) => finding.rule)).to.include("container-env-no-secrets");
      const said = JSON.stringify(findings);
      expect(said).to.not.include("correct-horse-battery-staple").and.to.not.include("7391482650173");
    });
  }

  it("never show a password in a command or in a chart's values", async () => {
    const password = "correct-horse-battery-staple";
    const plan = [
      change(deployment, command, [`--db-password=${password}`, "--token", password]),
      release("grafana", { adminPassword: password, env: { DB_PASS: password }, args: ["--password", password] }),
    ];
    const findings = (await runPack(pack, plan)).filter(({ rule }) => rule === "container-env-no-secrets");
    expect(findings).to.have.length(5);
    expect(JSON.stringify(findings)).to.not.include(password);
  });
});
