import { resourceRule } from "../support/rule.ts";
import {
  isWeb,
  portsText,
  PREFIX_LIST,
  PREFIX_LIST_ENTRY,
  RULE_HOLDERS,
  rulesOf,
  worldOfList,
} from "../support/securityGroups.ts";

/** Nothing but web ports is open to the world: no SSH, no RDP, no database, no range. */
export const ec2SecurityGroupIngress = resourceRule({
  name: "ec2-security-group-ingress",
  description:
    "Open ports other than 80 and 443 to named networks or security groups, never to the world, be it by a prefix list.",
  types: [...RULE_HOLDERS, PREFIX_LIST, PREFIX_LIST_ENTRY],
  check({ type, props, report }) {
    // A rule that refers to a list does not show what it opens, so that a list of everything is wrong in itself.
    for (const block of worldOfList(type, props)) {
      report(`${block.described()}, which opens every rule with the list to the world; name the networks`);
    }
    for (const { world, ports } of rulesOf(type, props, "ingress")) {
      if (!ports || isWeb(ports)) continue;
      for (const block of world) {
        report(`${block.described()} and opens ${portsText(ports)} to the world; name the networks that need it`);
      }
    }
  },
});
