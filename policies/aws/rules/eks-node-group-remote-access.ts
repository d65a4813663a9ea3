import { resourceRule } from "../support/rule.ts";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, NODE_GROUP, SPOT_INSTANCE } from "../support/types.ts";

/** Nodes are reached by Session Manager, which asks IAM and keeps a record; no key can leak and no port is open. */
export const eksNodeGroupRemoteAccess = resourceRule({
  name: "eks-node-group-remote-access",
  description: "Give nodes no SSH key: leave remoteAccess and keyName out and use AWS Systems Manager Session Manager.",
  types: [NODE_GROUP, LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION, INSTANCE, SPOT_INSTANCE, "eks:index:ManagedNodeGroup"],
  check({ props, require }) {
    require(props.get("remoteAccess"), (field) => !field.set(), "leave it out");
    require(props.get("keyName"), (field) => !field.text(), "leave it out");
  },
});
