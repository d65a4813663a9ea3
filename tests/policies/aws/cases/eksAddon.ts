import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import { addon } from "../fixtures/eks.ts";

export const cases: RuleCases[] = [
  {
    rule: "eks-addon-conflict-resolution",
    accepts: { "both said": addon(), "overwriting on update": addon({ resolveConflictsOnUpdate: "OVERWRITE" }) },
    refuses: [
      {
        what: "creation left open",
        plan: addon({ resolveConflictsOnCreate: undefined }),
        says: /resolveConflictsOnCreate is not set/,
      },
      {
        what: "an update that fails on conflicts",
        plan: addon({ resolveConflictsOnUpdate: "NONE" }),
        says: /resolveConflictsOnUpdate is "NONE"/,
      },
    ],
    unknown: [
      {
        what: "one is unknown, and still refuses the other",
        plan: addon({ resolveConflictsOnCreate: UNKNOWN, resolveConflictsOnUpdate: "NONE" }),
        names: /OnCreate/,
        says: /OnUpdate/,
      },
    ],
  },
  {
    rule: "eks-addon-version",
    accepts: { "a pinned version": addon() },
    refuses: [
      { what: "no version", plan: addon({ addonVersion: undefined }), says: /addonVersion is not set; pin it/ },
      { what: "the latest", plan: addon({ addonVersion: "latest" }), says: /addonVersion is "latest"/ },
    ],
    unknown: [{ what: "it is unknown", plan: addon({ addonVersion: UNKNOWN }), names: /addonVersion/ }],
  },
  {
    rule: "eks-network-policy",
    accepts: {
      "an enforcing vpc-cni": addon({ addonName: "vpc-cni", configurationValues: '{"enableNetworkPolicy":"true"}' }),
      "another add-on": addon({ addonName: "coredns" }),
    },
    refuses: [
      {
        what: "a vpc-cni without values",
        plan: addon({ addonName: "vpc-cni" }),
        says: /configurationValues does not set enableNetworkPolicy/,
      },
      ...['{"enableNetworkPolicy":"false"}', "{}", "{", "null", "7"].map((configurationValues) => ({
        what: `a vpc-cni with ${configurationValues}`,
        plan: addon({ addonName: "vpc-cni", configurationValues }),
        says: /configurationValues does not set enableNetworkPolicy/,
      })),
    ],
    unknown: [
      {
        what: "the values are unknown",
        plan: addon({ addonName: "vpc-cni", configurationValues: UNKNOWN }),
        names: /configurationValues/,
      },
      { what: "the add-on is unknown", plan: addon({ addonName: UNKNOWN }), names: /addonName/ },
    ],
  },
];
