import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodeClass } from "../support/karpenter.ts";

const terms = "spec.amiSelectorTerms";

export const cases: RuleCases = {
  rule: "node-class-pinned-image",
  passes: {
    "passes a release": nodeClass,
    "passes an image by its id, by its whole name, or by a parameter of one release": change(nodeClass, terms, [
      { id: "ami-0123456789abcdef0" },
      { name: "golden-2026-07-14", owner: "self" },
      { ssmParameter: "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/v20260714/image_id" },
    ]),
  },
  refuses: {
    "refuses the newest image of a name, and anyone's": {
      plan: change(nodeClass, terms, [{ name: "amazon-eks-*", owner: "*" }]),
      says: ['spec.amiSelectorTerms[0].name is "amazon-eks-*"', 'spec.amiSelectorTerms[0].owner is "*"'],
    },
    "refuses the newest image with tags": {
      plan: change(nodeClass, terms, [{ tags: { team: "shop" } }]),
      says: ["spec.amiSelectorTerms[0].tags picks the newest image"],
    },
    "refuses parameters whose value moves": {
      plan: change(nodeClass, terms, [
        {
          ssmParameter: "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id",
        },
        { ssmParameter: "/golden/image" },
      ]),
      says: ["spec.amiSelectorTerms[0].ssmParameter is", "spec.amiSelectorTerms[1].ssmParameter is"],
    },
    "refuses the latest release that a patch writes": {
      plan: patchOf(nodeClass, { spec: { amiSelectorTerms: [{ alias: "al2023@latest" }] } }),
      says: ['spec.amiSelectorTerms[0].alias is "al2023@latest"'],
    },
    "refuses the latest release": {
      plan: change(nodeClass, `${terms}[0].alias`, "bottlerocket@latest"),
      says: ['spec.amiSelectorTerms[0].alias is "bottlerocket@latest"; name a release'],
    },
    "refuses an alias without a release": {
      plan: change(nodeClass, `${terms}[0].alias`, "al2023"),
      says: ['spec.amiSelectorTerms[0].alias is "al2023"'],
    },
    "refuses terms of the wrong shape": {
      plan: change(nodeClass, terms, { alias: "al2023@v20260714" }),
      says: ["spec.amiSelectorTerms is an object; it must be a list"],
    },
  },
  unclear: {
    "advises on an unknown alias and still refuses another": {
      plan: change(nodeClass, terms, [{ alias: UNKNOWN }, { alias: "al2023@latest" }]),
      unknown: "spec.amiSelectorTerms[0].alias",
      says: ["spec.amiSelectorTerms[1].alias"],
    },
  },
};
