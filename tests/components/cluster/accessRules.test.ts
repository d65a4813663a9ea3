import { expect } from "chai";
import { type RbacRule, readerRules, viewerRules } from "../../../components/cluster/accessRules.ts";
import { runProgram } from "../../../preview/program.ts";
import { findStacks, readStack } from "../../../preview/stackFiles.ts";
import { PROJECT } from "../../support/commandLine.ts";

const LOOKING = ["get", "list", "watch"];

/** Whether rules let a kind be read; Kubernetes calls the resource by the kind's plural. */
function reads(rules: readonly RbacRule[], group: string, kind: string): boolean {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith("y")
    ? `${singular.slice(0, -1)}ies`
    : singular.replace(/s?$/, "s").replace(/ss$/, "sses");
  return rules.some(
    ({ apiGroups, resources }) => apiGroups.includes(group) && (resources.includes("*") || resources.includes(plural)),
  );
}

describe("the rules of those who look", () => {
  it("let viewers look and nothing else, and not at Secrets", () => {
    const rules = viewerRules();
    expect(rules.map((rule) => rule.apiGroups[0])).to.include.members(["", "karpenter.sh", "argoproj.io", "velero.io"]);
    for (const rule of rules) {
      expect(rule.verbs).to.deep.equal(LOOKING);
      expect(rule.resources).to.not.include.members(["*"]);
      expect(rule.resources).to.not.include.members(["secrets"]);
    }
  });

  it("let readers look and nothing else, at no subresource of the core", () => {
    const rules = readerRules();
    expect(rules.length).to.be.above(10);
    for (const rule of rules) {
      expect(rule.verbs).to.deep.equal(LOOKING);
      expect(rule.apiGroups).to.have.length(1);
      expect(rule.apiGroups).to.not.include("*");
    }
    const core = rules.filter(({ apiGroups }) => apiGroups.includes(""));
    expect(core).to.have.length(1);
    expect(core[0]!.resources.filter((resource) => /[*/]/.test(resource))).to.deep.equal([]);
  });

  it("let readers read every kind that a stack makes, and what Helm keeps of its releases", async () => {
    const rules = readerRules();
    const kinds = new Set(["/Secret"]);
    for (const stack of findStacks(PROJECT)) {
      const { resources } = await runProgram(readStack(PROJECT, stack), { unknowns: false });
      for (const { inputs } of resources.filter(({ type }) => /^kubernetes:(?!helm)/.test(type))) {
        const [version, group = ""] = (inputs.apiVersion as string).split("/").toReversed();
        expect(version).to.match(/^v\d/);
        kinds.add(`${group}/${inputs.kind as string}`);
      }
    }
    expect(kinds.size).to.be.above(15);
    const unread = [...kinds].filter((kind) => !reads(rules, kind.split("/")[0]!, kind.split("/")[1]!));
    expect(unread).to.deep.equal([]);
  });
});
