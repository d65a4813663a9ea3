import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { NODE_POOL_PRESETS, POOL_PRESETS } from "../../../components/karpenter/poolPresets.ts";
import { karpenter } from "./support.ts";

const DOCS = join(import.meta.dirname, "../../../docs");
const guide = readFileSync(join(DOCS, "karpenter.md"), "utf8");
const runbooks = readdirSync(join(DOCS, "runbooks")).filter((file) => file.startsWith("karpenter-"));

describe("the documentation of Karpenter", () => {
  const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

  it("has examples, each of which a stack could have", () => {
    expect(examples).to.have.length.greaterThan(1);
    for (const example of examples) karpenter((parse(example) as { karpenter: unknown }).karpenter);
  });
  it("names every preset with its weight", () => {
    for (const preset of NODE_POOL_PRESETS) {
      expect(guide).to.match(new RegExp(`^\\| \`${preset}\` `, "m"));
      const { weight } = POOL_PRESETS[preset];
      if (weight !== undefined) expect(guide.replaceAll("\n", " ")).to.include(`\`${preset}\` ${weight}`);
    }
  });
  it("has runbooks for what goes wrong, which the guide leads to", () => {
    expect(runbooks).to.have.members(
      ["controller-failure", "provisioning-failure", "spot-storm", "removal"].map((name) => `karpenter-${name}.md`),
    );
    for (const file of runbooks) expect(guide).to.include(`(runbooks/${file})`);
  });
  it("leads to files that are there", () => {
    const links = (file: string) =>
      [...readFileSync(join(DOCS, file), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
        join(DOCS, file, "..", link ?? ""),
      );
    const all = ["karpenter.md", ...runbooks.map((file) => `runbooks/${file}`)].flatMap(links);
    expect(all).to.have.length.greaterThan(5);
    for (const link of all) expect(existsSync(link), link).to.equal(true);
  });
});
