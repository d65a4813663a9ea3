import { UNKNOWN } from "../../../support/policies.ts";
import { change } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodePool } from "../support/karpenter.ts";

const limits = "spec.limits";

export const cases: RuleCases = {
  rule: "node-pool-limits",
  passes: {
    "passes limits": nodePool,
    "passes one limit, of nodes": change(nodePool, limits, { nodes: 10 }),
  },
  refuses: {
    "refuses a pool without limits": {
      plan: change(nodePool, limits, undefined),
      says: ["spec.limits limits none of cpu, memory, nodes"],
    },
    "refuses empty limits": { plan: change(nodePool, limits, {}), says: ["limits none of"] },
    "refuses limits of other resources alone": {
      plan: change(nodePool, limits, { "nvidia.com/gpu": "4" }),
      says: ["limits none of"],
    },
    "passes over what its parameter leaves out": {
      plan: change(nodePool, limits, { memory: "1Ti" }),
      parameters: { resources: ["cpu"] },
      says: ["spec.limits limits none of cpu"],
    },
    "refuses a limit that is no quantity": {
      plan: change(nodePool, `${limits}.cpu`, "lots"),
      says: ['spec.limits.cpu is "lots"; give a quantity'],
    },
    "refuses limits of the wrong shape": {
      plan: change(nodePool, limits, "200"),
      says: ["spec.limits is a string; it must be an object"],
    },
  },
  unclear: {
    "advises on unknown limits": { plan: change(nodePool, limits, UNKNOWN), unknown: limits, says: [] },
    "advises on one unknown limit and still refuses another": {
      plan: change(nodePool, limits, { cpu: UNKNOWN, memory: "lots" }),
      unknown: "spec.limits.cpu",
      says: ["spec.limits.memory"],
    },
  },
};
