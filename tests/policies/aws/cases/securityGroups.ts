import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../cases.ts";
import {
  WORLD,
  group,
  inbound,
  outbound,
  oldRule,
  newRule,
  newEgress,
  web,
  balancer,
  webRule,
  DEFAULT_GROUP,
} from "../fixtures/network.ts";

const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

export const cases: RuleCases[] = [
  {
    rule: "ec2-security-group-ingress",
    accepts: {
      "a named network": group(),
      "the web to everybody": inbound({}),
      "another group": inbound({
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        cidrBlocks: undefined,
        securityGroups: ["sg-1"],
      }),
      "an outbound rule of the older kind": oldRule({ type: "egress" }),
      "a list of networks": [
        { type: PREFIX_LIST, props: { entries: [{ cidr: "10.0.0.0/8" }] } },
        ...newRule({ cidrIpv4: undefined, prefixListId: "pl-1" }),
      ],
    },
    refuses: [
      {
        what: "SSH",
        plan: inbound({ fromPort: 22, toPort: 22 }),
        says: /security group: ingress\[0\]\.cidrBlocks\[0\] is "0\.0\.0\.0\/0" and opens port 22 \(tcp\) to the world/,
      },
      {
        what: "RDP by IPv6",
        plan: inbound({ fromPort: 3389, toPort: 3389, cidrBlocks: undefined, ipv6CidrBlocks: ["::/0"] }),
        says: /ingress\[0\]\.ipv6CidrBlocks\[0\] is "::\/0" and opens port 3389/,
      },
      {
        what: "everything",
        plan: inbound({ protocol: "-1", fromPort: 0, toPort: 0 }),
        says: /opens ports 0-65535 \(all\)/,
      },
      {
        what: "a range that takes in the web",
        plan: inbound({ fromPort: 80, toPort: 443 }),
        says: /opens ports 80-443/,
      },
      {
        what: "ports left out",
        plan: inbound({ fromPort: undefined, toPort: undefined }),
        says: /opens ports 0-65535/,
      },
      {
        what: "half of the world",
        plan: inbound({ fromPort: 22, toPort: 22, cidrBlocks: ["128.0.0.0/1"] }),
        says: /is "128\.0\.0\.0\/1"/,
      },
      {
        what: "the second of two networks",
        plan: inbound({ fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8", WORLD] }),
        says: /cidrBlocks\[1\]/,
      },
      {
        what: "a rule of the older kind",
        plan: oldRule(),
        says: /security group rule: cidrBlocks\[0\] is .* opens port 22/,
      },
      {
        what: "a rule of the newer kind",
        plan: newRule(),
        says: /security group ingress rule: cidrIpv4 is .* opens port 22/,
      },
      {
        what: "a list of networks that holds the world",
        plan: [{ type: PREFIX_LIST, props: { entries: [{ cidr: "10.0.0.0/8" }, { cidr: WORLD }] } }],
        says: /managed prefix list: entries\[1\]\.cidr is "0\.0\.0\.0\/0", which opens every rule with the list/,
      },
      {
        what: "the world as an entry of a list",
        plan: [{ type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", props: { cidr: "::/0" } }],
        says: /managed prefix list entry: cidr is "::\/0"/,
      },
      {
        what: "the default group",
        plan: [{ type: DEFAULT_GROUP, props: { ingress: [{ protocol: -1, cidrBlocks: [WORLD] }] } }],
        says: /default security group: ingress\[0\]/,
      },
    ],
    unknown: [
      {
        what: "a network is unknown",
        plan: inbound({ fromPort: 22, toPort: 22, cidrBlocks: [UNKNOWN] }),
        names: /ingress\[0\]\.cidrBlocks\[0\]/,
      },
      { what: "the port is unknown", plan: inbound({ fromPort: UNKNOWN }), names: /ingress\[0\]\.fromPort/ },
      { what: "the rules are unknown", plan: group({ ingress: UNKNOWN }), names: /ingress/ },
      {
        what: "a list of networks is unknown",
        plan: [{ type: PREFIX_LIST, props: { entries: UNKNOWN } }],
        names: /entries/,
      },
    ],
  },
  {
    rule: "ec2-security-group-web-ingress",
    accepts: {
      "a load balancer's group": [web(), balancer()],
      "a load balancer's group that is yet to be made": [
        web({ id: UNKNOWN }),
        balancer({ props: { securityGroups: [UNKNOWN] }, propertyDependencies: { securityGroups: ["web"] } }),
      ],
      "a group that a controller marks": [web({ tags: { "elbv2.k8s.aws/cluster": "blue" } })],
      "a group by one of two marks, when configured": {
        plan: [web({ tags: { front: "yes" } })],
        config: { "ec2-security-group-web-ingress": { loadBalancerTags: ["door", "front"] } },
      },
      "a rule of its own for a load balancer's group": [web({ ingress: [] }), balancer(), webRule()],
      "a named network": [webRule({ cidrIpv4: "10.0.0.0/16" })],
    },
    refuses: [
      {
        what: "a group of nobody",
        plan: [web()],
        says: /security group web: ingress\[0\]\.cidrBlocks\[0\] is .* opens port 443 \(tcp\), but the group is no load balancer's/,
      },
      { what: "a group beside a load balancer's", plan: [web({ id: "sg-2" }), balancer()], says: /no load balancer's/ },
      {
        what: "a rule for a group of nobody",
        plan: [web({ ingress: [] }), webRule()],
        says: /security group ingress rule rule: cidrIpv4/,
      },
      {
        what: "a rule for a group outside the stack",
        plan: [webRule({ securityGroupId: "sg-elsewhere", fromPort: 80, toPort: 80 })],
        says: /opens port 80/,
      },
    ],
    unknown: [{ what: "a network is unknown", plan: [webRule({ cidrIpv4: UNKNOWN })], names: /rule: cidrIpv4/ }],
  },
  {
    rule: "ec2-security-group-egress",
    accepts: {
      "no egress": group(),
      "HTTPS to everybody": outbound({ protocol: "tcp", fromPort: 443, toPort: 443 }),
      "everything to a named network": outbound({ cidrBlocks: ["10.0.0.0/16"] }),
    },
    refuses: [
      {
        what: "everything to everybody",
        plan: outbound({}),
        says: /security group: egress\[0\]\.cidrBlocks\[0\] is .* lets ports 0-65535 \(all\) out/,
      },
      {
        what: "every port of TCP",
        plan: outbound({ protocol: "tcp", fromPort: 0, toPort: 65_535 }),
        says: /lets ports 0-65535 \(tcp\) out/,
      },
      {
        what: "every port of TCP but a few",
        plan: outbound({ protocol: "tcp", fromPort: 1024, toPort: 65_000 }),
        says: /lets ports 1024-65000 \(tcp\) out/,
      },
      {
        what: "everything by a rule of the older kind",
        plan: oldRule({ type: "egress", protocol: "all" }),
        says: /lets ports 0-65535/,
      },
      {
        what: "everything by a rule of the newer kind",
        plan: newEgress(),
        says: /security group egress rule: cidrIpv6 is "::\/0"/,
      },
    ],
    unknown: [
      { what: "the protocol is unknown", plan: outbound({ protocol: UNKNOWN }), names: /egress\[0\]\.protocol/ },
    ],
  },
  {
    rule: "ec2-security-group-description",
    accepts: { "all described": group(), "a rule of its own": newRule() },
    refuses: [
      {
        what: "a group without description",
        plan: group({ description: undefined }),
        says: /security group: description is not set; say what it is for/,
      },
      {
        what: "Pulumi's own text",
        plan: group({ description: "Managed by Pulumi" }),
        says: /description is "Managed by Pulumi"/,
      },
      {
        what: "a rule without description",
        plan: inbound({ description: "" }),
        says: /ingress\[0\]\.description is ""/,
      },
      {
        what: "an outbound rule without description",
        plan: outbound({ description: undefined }),
        says: /egress\[0\]\.description is not set/,
      },
      {
        what: "a rule of its own without description",
        plan: newRule({ description: undefined }),
        says: /security group ingress rule: description/,
      },
    ],
    unknown: [{ what: "a description is unknown", plan: group({ description: UNKNOWN }), names: /description/ }],
  },
];
