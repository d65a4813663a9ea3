import { resourceRule } from "../support/rule.ts";
import { isWeb, portsText, RULE_HOLDERS, rulesOf } from "../support/securityGroups.ts";

/** Nothing but web ports is open to the world: no SSH, no RDP, no database, no range. */
export const ec2SecurityGroupIngress = resourceRule({
  name: "ec2-security-group-ingress",
  description: "Open ports other than 80 and 443 to named networks or security groups, never to the world.",
  types: RULE_HOLDERS,
  check({ type, props, report }) {
    for (const { world, ports } of rulesOf(type, props, "ingress")) {
      if (!ports || isWeb(ports)) continue;
      for (const block of world) {
        report(`${block.described()} and opens ${portsText(ports)} to the world; name the networks that need it`);
      }
    }
  },
});
