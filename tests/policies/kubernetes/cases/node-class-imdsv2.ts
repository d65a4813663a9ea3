import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodeClass } from "../support/karpenter.ts";

const options = "spec.metadataOptions";

export const cases: RuleCases = {
  rule: "node-class-imdsv2",
  passes: {
    "passes a patch of something else": patchOf(nodeClass, { spec: { tags: { team: "shop" } } }),
    "passes required tokens and one hop": nodeClass,
    "passes what Karpenter fills in": change(nodeClass, options, undefined),
    "passes options given in part": change(nodeClass, options, { httpProtocolIPv6: "disabled" }),
    "passes an endpoint that is off": change(nodeClass, options, { httpEndpoint: "disabled", httpTokens: "optional" }),
    "passes as many hops as its parameter allows": {
      plan: change(nodeClass, `${options}.httpPutResponseHopLimit`, 2),
      parameters: { maxHopLimit: 2 },
    },
  },
  refuses: {
    "refuses optional tokens that a patch writes": {
      plan: patchOf(nodeClass, { spec: { metadataOptions: { httpTokens: "optional" } } }),
      says: ['spec.metadataOptions.httpTokens is "optional"'],
    },
    "refuses optional tokens": {
      plan: change(nodeClass, `${options}.httpTokens`, "optional"),
      says: ['spec.metadataOptions.httpTokens is "optional"; set it to required'],
    },
    "refuses a second hop": {
      plan: change(nodeClass, `${options}.httpPutResponseHopLimit`, 2),
      says: ["spec.metadataOptions.httpPutResponseHopLimit is 2; set it to 1"],
    },
    "refuses both and says both": {
      plan: change(nodeClass, options, { httpTokens: "optional", httpPutResponseHopLimit: 64 }),
      says: ["httpTokens", "httpPutResponseHopLimit is 64"],
    },
    "refuses options of the wrong shape": {
      plan: change(nodeClass, options, "required"),
      says: ["spec.metadataOptions is a string; it must be an object"],
    },
    "refuses a parameter below 1, and keeps to its default": {
      plan: change(nodeClass, `${options}.httpPutResponseHopLimit`, 2),
      parameters: { maxHopLimit: 0 },
      says: ["the policy's parameter maxHopLimit must be a whole number not below 1", "httpPutResponseHopLimit is 2"],
    },
  },
  unclear: {
    "advises on unknown tokens and still refuses the hops": {
      plan: change(nodeClass, options, { httpTokens: UNKNOWN, httpPutResponseHopLimit: 3 }),
      unknown: "spec.metadataOptions.httpTokens",
      says: ["httpPutResponseHopLimit is 3"],
    },
  },
};
