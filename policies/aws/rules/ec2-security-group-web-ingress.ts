import { ofTypes } from "../support/buckets.ts";
import { link } from "../support/links.ts";
import { type StackResource, stackRule } from "../support/rule.ts";
import { INGRESS_RULE, isWeb, portsText, rulesOf, SECURITY_GROUP_RULE } from "../support/securityGroups.ts";
import { SECURITY_GROUP } from "../support/types.ts";

const LOAD_BALANCERS = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
];

/** The world talks to load balancers, not to what stands behind them. */
export const ec2SecurityGroupWebIngress = stackRule({
  name: "ec2-security-group-web-ingress",
  description: "Open ports 80 and 443 to the world on the security groups of load balancers only.",
  types: [SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE, ...LOAD_BALANCERS],
  parameters: {
    loadBalancerTags: {
      type: "array",
      items: { type: "string" },
      default: ["elbv2.k8s.aws/cluster"],
      description: "Tag keys that mark a security group as a load balancer's, for those that a controller makes.",
    },
  },
  check({ resources, config, report }) {
    const groups = ofTypes(resources, [SECURITY_GROUP]);
    const ofBalancers = groupsOfBalancers(resources, groups);
    const marks = config.loadBalancerTags as string[];
    const mayBeOpen = (group: StackResource): boolean =>
      ofBalancers.has(group.urn) || marks.some((mark) => group.props.get("tags").get(mark).plain() !== undefined);
    const judge = (holder: StackResource, group: StackResource | undefined): void => {
      if (group && mayBeOpen(group)) return;
      for (const { world, ports } of rulesOf(holder.type, holder.props, "ingress")) {
        if (!ports || !isWeb(ports)) continue;
        for (const block of world) {
          report(holder, `${block.described()} and opens ${portsText(ports)}, but the group is no load balancer's`);
        }
      }
    };
    for (const group of groups) judge(group, group);
    const rules = link(groups, ofTypes(resources, [SECURITY_GROUP_RULE, INGRESS_RULE]), "securityGroupId", ["id"]);
    const judged = new Set<string>();
    for (const group of groups) {
      for (const rule of rules.of(group)) {
        judged.add(rule.urn);
        judge(rule, group);
      }
    }
    // A rule of a group that is not in the stack, or not to be told: no load balancer's, for all that is known.
    for (const rule of ofTypes(resources, [SECURITY_GROUP_RULE, INGRESS_RULE])) {
      if (!judged.has(rule.urn)) judge(rule, undefined);
    }
  },
});

function groupsOfBalancers(resources: readonly StackResource[], groups: readonly StackResource[]): Set<string> {
  const byId = new Map(groups.map((group) => [group.props.get("id").plain(), group.urn]));
  const urns = new Set<string>();
  for (const { props, source } of ofTypes(resources, LOAD_BALANCERS)) {
    const ids = props.get("securityGroups").plain();
    for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
      const urn = typeof id === "string" ? byId.get(id) : undefined;
      if (urn !== undefined) urns.add(urn);
    }
    const { propertyDependencies } = source as Partial<typeof source>;
    for (const { urn } of propertyDependencies?.securityGroups ?? []) urns.add(urn);
  }
  return urns;
}
