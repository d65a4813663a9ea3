import { isWorld } from "../support/cidr.ts";
import type { Field } from "../support/field.ts";
import { resourceRule } from "../support/rule.ts";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ADMINISTRATION = [22, 3389];

/** SSH and RDP stay shut at the subnet's edge too, whatever a security group says. */
export const ec2NetworkAclIngress = resourceRule({
  name: "ec2-network-acl-ingress",
  description: "Keep SSH and RDP from the world in network ACLs: allow neither 22 nor 3389 from everywhere.",
  types: [ACL, DEFAULT_ACL, ACL_RULE],
  check({ type, props, report }) {
    const judge = (rule: Field, keys: { action: string; blocks: string[] }): void => {
      const parts = [rule.get(keys.action), rule.get("fromPort"), rule.get("toPort"), rule.get("protocol")];
      const world = keys.blocks.map((key) => rule.get(key)).filter((block) => block.known() && isWorld(block.text()));
      if (world.length === 0 || !parts.every((part) => part.known())) return;
      const [action, from, to, protocol] = parts;
      const everything = protocol?.number() === -1 || protocol?.text()?.toLowerCase() === "all";
      const open = ADMINISTRATION.filter(
        (port) => everything || ((from?.number() ?? 0) <= port && port <= (to?.number() ?? 65_535)),
      );
      if (action?.text()?.toLowerCase() !== "allow" || open.length === 0) return;
      for (const block of world) report(`${block.described()} and allows port ${open.join(" and ")}; deny them`);
    };
    if (type !== ACL_RULE) {
      for (const rule of props.get("ingress").items()) {
        judge(rule, { action: "action", blocks: ["cidrBlock", "ipv6CidrBlock"] });
      }
      return;
    }
    const egress = props.get("egress");
    if (egress.known() && egress.bool() !== true) {
      judge(props, { action: "ruleAction", blocks: ["cidrBlock", "ipv6CidrBlock"] });
    }
  },
});
