import { NODE_CLASS_KINDS } from "../support/nodePools.ts";
import { resourceRule } from "../support/rule.ts";

/** A node with a public address is as near to everybody as its security group lets it be. */
export const nodeClassPublicAddress = resourceRule({
  name: "node-class-public-address",
  description: "Leave nodes without public addresses: set associatePublicIPAddress to false, or leave it out.",
  enforcementLevel: "mandatory",
  kinds: NODE_CLASS_KINDS,
  parameters: {},
  patches: true,
  inspect: (nodeClass, findings) => {
    const address = nodeClass.body.at("spec.associatePublicIPAddress");
    if (address.boolean() === true) findings.violation(`${address.path} is true; remove it`);
  },
});
