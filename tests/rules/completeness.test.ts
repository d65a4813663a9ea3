import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { renderRules } from "../../scripts/rules/render.ts";

/** A file of rule unit tests, as promtool reads it. */
interface TestFile {
  readonly rule_files: readonly string[];
  readonly tests: readonly {
    readonly name: string;
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert?: string }[] }[];
}

const TEST_FILE = /\.test\.yaml$/;
const read = (file: string) => parse(readFileSync(join(import.meta.dirname, file), "utf8")) as TestFile;

describe("the unit tests of rules", () => {
  it("are there for each file of rules, and for no other", async () => {
    const rules = await renderRules();
    const tests = readdirSync(import.meta.dirname).filter((file) => TEST_FILE.test(file));
    expect(rules).to.have.length.greaterThan(5);
    expect(tests).to.have.members(rules.map(({ subject }) => `${subject}.test.yaml`));
    for (const { subject, file } of rules) expect(read(`${subject}.test.yaml`).rule_files).to.deep.equal([file]);
  });

  it("see each alert fire and see it stay quiet", async () => {
    for (const { subject, text } of await renderRules()) {
      const alerts = (parse(text) as RuleFile).groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
      const cases = read(`${subject}.test.yaml`).tests.flatMap((test) => test.alert_rule_test);
      expect(alerts, subject).to.have.length.greaterThan(0);
      for (const alert of alerts) {
        const own = cases.filter(({ alertname }) => alertname === alert);
        expect(
          own.some(({ exp_alerts: fires }) => fires.length > 0),
          `${alert} fires`,
        ).to.equal(true);
        expect(
          own.some(({ exp_alerts: fires }) => fires.length === 0),
          `${alert} is quiet`,
        ).to.equal(true);
      }
      for (const { alertname } of cases) expect(alerts, `tests of ${subject}`).to.include(alertname);
    }
  });
});
