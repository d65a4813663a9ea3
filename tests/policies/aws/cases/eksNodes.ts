import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { nodes } from "../fixtures/eks.ts";

export const cases: RuleCases[] = [
  {
    rule: "eks-node-group-remote-access",
    accepts: {
      "nodes without a key": nodes(),
      "a launch template without a key": fixture("aws:ec2/launchTemplate:LaunchTemplate", {})(),
    },
    refuses: [
      {
        what: "a group with SSH",
        plan: nodes({ remoteAccess: { ec2SshKey: "me" } }),
        says: /node group: remoteAccess is an object; leave it out/,
      },
      {
        what: "a launch template with a key",
        plan: fixture("aws:ec2/launchTemplate:LaunchTemplate", { keyName: "me" })(),
        says: /launch template: keyName is "me"/,
      },
      {
        what: "a managed group with SSH",
        plan: fixture("eks:index:ManagedNodeGroup", { remoteAccess: {} })(),
        says: /remoteAccess is an object/,
      },
    ],
    unknown: [{ what: "it is unknown", plan: nodes({ remoteAccess: UNKNOWN }), names: /remoteAccess/ }],
  },
  {
    rule: "eks-node-group-operating-system",
    accepts: {
      "Amazon Linux 2023": nodes(),
      Bottlerocket: nodes({ amiType: "BOTTLEROCKET_x86_64" }),
      "an image of its own": nodes({ amiType: "CUSTOM" }),
    },
    refuses: [
      {
        what: "Amazon Linux 2",
        plan: nodes({ amiType: "AL2_x86_64" }),
        says: /amiType is "AL2_x86_64"; set it to an AL2023_/,
      },
      { what: "Windows", plan: nodes({ amiType: "WINDOWS_CORE_2022_x86_64" }), says: /amiType/ },
      { what: "the default", plan: nodes({ amiType: undefined }), says: /amiType is not set/ },
    ],
    unknown: [{ what: "it is unknown", plan: nodes({ amiType: UNKNOWN }), names: /amiType/ }],
  },
];
