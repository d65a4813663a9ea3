import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodeClass } from "../support/karpenter.ts";

const address = "spec.associatePublicIPAddress";

export const cases: RuleCases = {
  rule: "node-class-public-address",
  passes: {
    "passes nodes without public addresses": [
      nodeClass,
      { ...change(nodeClass, address, false), name: "plain" },
      patchOf(nodeClass, { spec: { role: "node" } }),
    ],
  },
  refuses: {
    "refuses public addresses": { plan: change(nodeClass, address, true), says: [`${address} is true; remove it`] },
    "refuses public addresses that a patch writes": {
      plan: patchOf(nodeClass, { spec: { associatePublicIPAddress: true } }),
      says: [`${address} is true`],
    },
  },
  unclear: {
    "advises on an address that is not known": {
      plan: change(nodeClass, address, UNKNOWN),
      unknown: address,
      says: [],
    },
  },
};
