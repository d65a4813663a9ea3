import { ofTypes } from "../support/buckets.ts";
import { link, reportMissing } from "../support/links.ts";
import { stackRule } from "../support/rule.ts";
import { DEFAULT_SECURITY_GROUP, VPC } from "../support/types.ts";

/** What is made without a security group of its own can talk to nobody. */
export const ec2DefaultSecurityGroup = stackRule({
  name: "ec2-default-security-group",
  description:
    "Empty the default security group of every VPC: a DefaultSecurityGroup without ingress and egress rules.",
  types: [VPC, DEFAULT_SECURITY_GROUP],
  check(context) {
    const groups = ofTypes(context.resources, [DEFAULT_SECURITY_GROUP]);
    for (const group of groups) {
      for (const direction of ["ingress", "egress"]) {
        const rules = group.props.get(direction);
        const count = rules.known() ? rules.items().length : 0;
        if (count > 0) {
          context.report(group, `${direction} has ${count === 1 ? "1 rule" : `${count} rules`}; leave it empty`);
        }
      }
    }
    const vpcs = ofTypes(context.resources, [VPC]);
    const links = link(vpcs, groups, "vpcId", ["id"]);
    for (const vpc of vpcs) {
      if (links.of(vpc).length > 0) continue;
      reportMissing(context, vpc, links, "vpcId", "leaves its default security group open; add an empty one");
    }
  },
});
