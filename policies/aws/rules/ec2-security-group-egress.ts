import { resourceRule } from "../support/rule.ts";
import { isNearlyAllPorts, portsText, RULE_HOLDERS, rulesOf } from "../support/securityGroups.ts";

/** What may leave is a decision: a taken-over workload does not talk to whom it likes on any port. */
export const ec2SecurityGroupEgress = resourceRule({
  name: "ec2-security-group-egress",
  description:
    "Let out what is needed, by port or by destination: no egress of everything, or of most ports, to the world.",
  types: RULE_HOLDERS,
  check({ type, props, report }) {
    for (const { world, ports } of rulesOf(type, props, "egress")) {
      if (!ports || !isNearlyAllPorts(ports)) continue;
      for (const block of world) {
        report(`${block.described()} and lets ${portsText(ports)} out to the world; name ports or destinations`);
      }
    }
  },
});
