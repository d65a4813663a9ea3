import { UNKNOWN } from "../../../support/policies.ts";
import { change, patchOf } from "../support/cases.ts";
import type { RuleCases } from "../support/cases.ts";
import { nodeClass } from "../support/karpenter.ts";

const mappings = "spec.blockDeviceMappings";
const customerKey = { customerKey: true };

export const cases: RuleCases = {
  rule: "node-class-encrypted-volumes",
  passes: {
    "misses no mappings in a patch": {
      plan: patchOf(nodeClass, { spec: { tags: { team: "shop" } } }),
      parameters: { customerKey: true },
    },
    "passes encrypted mappings": nodeClass,
    "passes Karpenter's own mappings, which are encrypted": change(nodeClass, mappings, undefined),
    "passes a key of one's own where it is asked for": { plan: nodeClass, parameters: customerKey },
  },
  refuses: {
    "refuses an open volume that a patch writes": {
      plan: patchOf(nodeClass, { spec: { blockDeviceMappings: [{ ebs: { encrypted: false } }] } }),
      says: ["spec.blockDeviceMappings[0].ebs.encrypted is false"],
    },
    "refuses an unencrypted mapping": {
      plan: change(nodeClass, `${mappings}[0].ebs.encrypted`, false),
      says: ["spec.blockDeviceMappings[0].ebs.encrypted is false; set it to true"],
    },
    "refuses a mapping that says nothing": {
      plan: change(nodeClass, `${mappings}[0].ebs.encrypted`, undefined),
      says: ["spec.blockDeviceMappings[0].ebs.encrypted is not set"],
    },
    "refuses a second mapping": {
      plan: change(nodeClass, `${mappings}[1]`, { deviceName: "/dev/xvdb", ebs: { volumeSize: "20Gi" } }),
      says: ["spec.blockDeviceMappings[1].ebs.encrypted is not set"],
    },
    "refuses AWS's own key where another is asked for": {
      plan: change(nodeClass, `${mappings}[0].ebs.kmsKeyID`, undefined),
      parameters: customerKey,
      says: ["spec.blockDeviceMappings[0].ebs.kmsKeyID is not set"],
    },
    "refuses Karpenter's own mappings where another key is asked for": {
      plan: change(nodeClass, mappings, undefined),
      parameters: customerKey,
      says: ["spec.blockDeviceMappings is not set"],
    },
    "refuses a parameter that is neither true nor false": {
      plan: nodeClass,
      parameters: { customerKey: "yes" },
      says: ["the policy's parameter customerKey must be true or false"],
    },
    "refuses text for a switch": {
      plan: change(nodeClass, `${mappings}[0].ebs.encrypted`, "true"),
      says: ["spec.blockDeviceMappings[0].ebs.encrypted is a string; it must be true or false"],
    },
  },
  unclear: {
    "advises on an unknown mapping and still refuses another": {
      plan: change(nodeClass, mappings, [{ ebs: { encrypted: UNKNOWN } }, { ebs: { encrypted: false } }]),
      unknown: "spec.blockDeviceMappings[0].ebs.encrypted",
      says: ["spec.blockDeviceMappings[1].ebs.encrypted is false"],
    },
  },
};
