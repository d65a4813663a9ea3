import type { Field } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP_RULE } from "../support/securityGroups.ts";
import { SECURITY_GROUP } from "../support/types.ts";

/** What Pulumi writes when nobody has written anything. */
const DEFAULT_TEXT = "Managed by Pulumi";

/** Who reads the rules next year can tell what they are for. */
export const ec2SecurityGroupDescription = resourceRule({
  name: "ec2-security-group-description",
  description: "Describe every security group and each of its rules: set description.",
  types: [SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE],
  check({ type, props, require }) {
    const described = (holder: Field): void => {
      require(holder.get("description"), (field) =>
        ![undefined, "", DEFAULT_TEXT].includes(field.text()?.trim()), "say what it is for");
    };
    described(props);
    if (type !== SECURITY_GROUP) return;
    for (const direction of ["ingress", "egress"]) props.get(direction).items().forEach(described);
  },
});
