import { EC2NodeClass } from "@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClass";
import { NodePool } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePool";
import { expect } from "chai";
import { itByDefinitions, type Manifest } from "../../support/crds/definitions.ts";
import { FULL, manifests } from "./manifests.ts";
import { EVERYTHING } from "./support.ts";

describe("the manifests of classes and pools", () => {
  for (const [name, found] of Object.entries({
    "of the prod stack": {},
    "of every preset": EVERYTHING,
    "with everything configured": FULL,
  })) {
    it(`${name} pass Karpenter's published models, but for what these do not know yet`, () => {
      for (const manifest of manifests(found)) {
        // The models know neither Gte and Lte nor Balanced, which Karpenter 1.14 has.
        const known = JSON.parse(
          JSON.stringify(manifest)
            .replace(/"(G|L)te"/g, '"$1t"')
            .replace('"Balanced"', '"WhenEmpty"'),
        ) as object;
        const model = manifest.kind === "NodePool" ? new NodePool(known as never) : new EC2NodeClass(known);
        expect(() => {
          model.validate();
        }, JSON.stringify(manifest.metadata)).to.not.throw();
      }
    });

    itByDefinitions(`${name} pass Karpenter's definitions and their CEL rules, unknown fields refused`, (check) => {
      const all = manifests(found);
      expect(all).to.not.be.empty;
      for (const manifest of all) expect(check(manifest), JSON.stringify(manifest.metadata)).to.be.empty;
    });
  }

  const [pool] = manifests({ nodePools: [{ preset: "general" }] }).filter(({ kind }) => kind === "NodePool");
  const broken: Record<string, [RegExp | string, string, string]> = {
    "an operator that is none": ['"operator":"In"', '"operator":"Inn"', "operator"],
    "an unknown field": ['"weight":', '"wait":1,"weight":', "wait"],
    "a label that may not be asked for": [
      "karpenter.k8s.aws/instance-category",
      "karpenter.k8s.aws/instance-pods",
      "restricted",
    ],
    "a schedule without a duration": ['"nodes":"10%"', '"nodes":"10%","schedule":"@daily"', "duration"],
  };
  for (const [name, [from, to, words]] of Object.entries(broken)) {
    itByDefinitions(`would not pass them with ${name}`, (check) => {
      const text = JSON.stringify(pool);
      expect(text).to.match(from instanceof RegExp ? from : new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
      expect(check(JSON.parse(text.replace(from, to)) as Manifest).join("\n")).to.include(words);
    });
  }
});
