import { type PlannedResource, UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";

const WORLD = "0.0.0.0/0";
const group = fixture("aws:ec2/securityGroup:SecurityGroup", {
  description: "Nodes of blue",
  ingress: [
    { description: "From the VPC", protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["10.0.0.0/16"] },
  ],
});
const inbound = (change: Record<string, unknown>) =>
  group({
    ingress: [{ description: "In", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [WORLD], ...change }],
  });
const outbound = (change: Record<string, unknown>) =>
  group({ egress: [{ description: "Out", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [WORLD], ...change }] });
const oldRule = fixture("aws:ec2/securityGroupRule:SecurityGroupRule", {
  description: "In",
  type: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrBlocks: [WORLD],
  securityGroupId: "sg-1",
});
const newRule = fixture("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
  description: "In",
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrIpv4: WORLD,
  securityGroupId: "sg-1",
});
const newEgress = fixture("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
  description: "Out",
  ipProtocol: "-1",
  cidrIpv6: "::/0",
});

const web = (props: Record<string, unknown> = {}): PlannedResource => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "web",
  props: { id: "sg-web", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [WORLD] }], ...props },
});
const balancer = (more: Partial<PlannedResource> = {}): PlannedResource => ({
  type: "aws:lb/loadBalancer:LoadBalancer",
  name: "balancer",
  props: { securityGroups: ["sg-web"] },
  ...more,
});
const webRule = (props: Record<string, unknown> = {}, more: Partial<PlannedResource> = {}): PlannedResource => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: "rule",
  props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: WORLD, securityGroupId: "sg-web", ...props },
  ...more,
});

const vpc = (props: Record<string, unknown> = {}): PlannedResource => ({
  type: "aws:ec2/vpc:Vpc",
  name: "vpc",
  props: { id: "vpc-1", ...props },
});
const inVpc = (
  type: string,
  props: Record<string, unknown> = {},
  more: Partial<PlannedResource> = {},
): PlannedResource => ({
  type,
  name: "own",
  props: { vpcId: "vpc-1", ...props },
  ...more,
});
const later = { propertyDependencies: { vpcId: ["vpc"] } };
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

const subnet = fixture("aws:ec2/subnet:Subnet", {});
const template = fixture("aws:ec2/launchTemplate:LaunchTemplate", {});
const instance = fixture("aws:ec2/instance:Instance", {});

const ownAccount = {
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    },
  ],
};
const openPolicy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };
const endpoint = (props: Record<string, unknown> = {}): PlannedResource => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint",
  props: { id: "vpce-1", policy: JSON.stringify(ownAccount), ...props },
});
const endpointPolicy = (props: Record<string, unknown>, more: Partial<PlannedResource> = {}): PlannedResource => ({
  type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  name: "policy",
  props: { vpcEndpointId: "vpce-1", ...props },
  ...more,
});

const acl = fixture("aws:ec2/networkAcl:NetworkAcl", {});
const admitting = (change: Record<string, unknown>) =>
  acl({ ingress: [{ action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: WORLD, ...change }] });
const aclRule = fixture("aws:ec2/networkAclRule:NetworkAclRule", {
  ruleAction: "allow",
  protocol: "-1",
  cidrBlock: WORLD,
});

const listener = fixture("aws:lb/listener:Listener", {
  protocol: "HTTPS",
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
});

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
  {
    rule: "ec2-default-security-group",
    accepts: {
      "an empty default group": [vpc(), inVpc(DEFAULT_GROUP, { ingress: [], egress: [] })],
      "a VPC that is yet to be made": [vpc({ id: UNKNOWN }), inVpc(DEFAULT_GROUP, { vpcId: UNKNOWN }, later)],
    },
    refuses: [
      { what: "a VPC without it", plan: [vpc()], says: /vpc vpc: leaves its default security group open/ },
      {
        what: "a VPC when only another has it",
        plan: [vpc(), inVpc(DEFAULT_GROUP, { vpcId: "vpc-2" })],
        says: /vpc vpc: leaves/,
      },
      {
        what: "rules for coming in",
        plan: [vpc(), inVpc(DEFAULT_GROUP, { ingress: [{ self: true }] })],
        says: /default security group own: ingress has 1 rules; leave it empty/,
      },
      {
        what: "rules for going out",
        plan: [vpc(), inVpc(DEFAULT_GROUP, { egress: [{}, {}] })],
        says: /egress has 2 rules/,
      },
    ],
    unknown: [
      {
        what: "the rules are unknown",
        plan: [vpc(), inVpc(DEFAULT_GROUP, { ingress: UNKNOWN })],
        names: /own: ingress/,
      },
      {
        what: "it is unknown whose a default group is",
        plan: [vpc(), inVpc(DEFAULT_GROUP, { vpcId: UNKNOWN })],
        names: /own\.vpcId/,
      },
    ],
  },
  {
    rule: "ec2-vpc-flow-logs",
    accepts: {
      "all traffic": [vpc(), inVpc(FLOW_LOG, { trafficType: "ALL" })],
      "a VPC that is yet to be made": [
        vpc({ id: UNKNOWN }),
        inVpc(FLOW_LOG, { vpcId: UNKNOWN, trafficType: "ALL" }, later),
      ],
      "all traffic beside a narrower log": [
        vpc(),
        inVpc(FLOW_LOG, { trafficType: "REJECT" }),
        { ...inVpc(FLOW_LOG, { trafficType: "ALL" }), name: "second" },
      ],
    },
    refuses: [
      { what: "no flow log", plan: [vpc()], says: /vpc vpc: has no flow log/ },
      {
        what: "a flow log of another VPC",
        plan: [vpc(), inVpc(FLOW_LOG, { vpcId: "vpc-2", trafficType: "ALL" })],
        says: /has no flow log/,
      },
      {
        what: "refused traffic only",
        plan: [vpc(), inVpc(FLOW_LOG, { trafficType: "REJECT" })],
        says: /flow log own: trafficType is "REJECT"; set it to "ALL"/,
      },
    ],
    unknown: [
      {
        what: "the kind of traffic is unknown",
        plan: [vpc(), inVpc(FLOW_LOG, { trafficType: UNKNOWN })],
        names: /own: trafficType/,
      },
      {
        what: "one of two kinds of traffic is unknown",
        plan: [
          vpc(),
          inVpc(FLOW_LOG, { trafficType: "REJECT" }),
          { ...inVpc(FLOW_LOG, { trafficType: UNKNOWN }), name: "second" },
        ],
        names: /second: trafficType/,
      },
      {
        what: "it is unknown whose a flow log is",
        plan: [vpc(), inVpc(FLOW_LOG, { vpcId: UNKNOWN })],
        names: /own\.vpcId/,
      },
    ],
  },
  {
    rule: "ec2-no-default-vpc",
    accepts: { "a VPC of its own": [vpc()] },
    refuses: [
      {
        what: "the default VPC",
        plan: fixture("aws:ec2/defaultVpc:DefaultVpc", {})(),
        says: /default vpc: is part of the account's default VPC/,
      },
      {
        what: "a default subnet",
        plan: fixture("aws:ec2/defaultSubnet:DefaultSubnet", {})(),
        says: /default subnet: is part/,
      },
    ],
    unknown: [],
  },
  {
    rule: "ec2-public-address",
    accepts: {
      "a private subnet": subnet(),
      "a public subnet": subnet({ mapPublicIpOnLaunch: true, tags: { "kubernetes.io/role/elb": "1" } }),
      "a launch template that says nothing": template(),
      "a launch template that says no": template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
      "a public subnet by another tag, when configured": {
        plan: subnet({ mapPublicIpOnLaunch: true, tags: { reach: "public" } }),
        config: { "ec2-public-address": { publicSubnetTag: "reach" } },
      },
    },
    refuses: [
      {
        what: "a subnet that is not tagged as public",
        plan: subnet({ mapPublicIpOnLaunch: true }),
        says: /subnet: mapPublicIpOnLaunch is true; set it to false/,
      },
      {
        what: "a launch template",
        plan: template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
        says: /launch template: networkInterfaces\[1\]\.associatePublicIpAddress is "true"/,
      },
      {
        what: "an instance",
        plan: instance({ associatePublicIpAddress: true }),
        says: /instance: associatePublicIpAddress is true/,
      },
    ],
    unknown: [
      {
        what: "it is unknown",
        plan: instance({ associatePublicIpAddress: UNKNOWN }),
        names: /associatePublicIpAddress/,
      },
    ],
  },
  {
    rule: "ec2-vpc-endpoint-policy",
    accepts: {
      "an endpoint for the account's own principals": [endpoint()],
      "a policy of its own": [endpoint({ policy: undefined }), endpointPolicy({ policy: ownAccount })],
      "a policy of its own for an endpoint that is yet to be made": [
        endpoint({ id: UNKNOWN, policy: undefined }),
        endpointPolicy(
          { vpcEndpointId: UNKNOWN, policy: ownAccount },
          { propertyDependencies: { vpcEndpointId: ["endpoint"] } },
        ),
      ],
      "everybody on named resources": [
        endpoint({ policy: { Statement: { ...openPolicy.Statement[0], Resource: "arn:aws:s3:::packages/*" } } }),
      ],
      "everything for named principals": [
        endpoint({ policy: { Statement: { ...openPolicy.Statement[0], Principal: { AWS: ["111122223333"] } } } }),
      ],
      "an endpoint that takes no policy": [endpoint({ policy: undefined, vpcEndpointType: "GatewayLoadBalancer" })],
    },
    refuses: [
      {
        what: "no policy",
        plan: [endpoint({ policy: undefined })],
        says: /vpc endpoint endpoint: has no policy, which allows everything/,
      },
      {
        what: "a policy that allows everything",
        plan: [endpoint({ policy: openPolicy })],
        says: /policy: Statement\[0\] allows everything/,
      },
      {
        what: "a policy of its own that allows everything",
        plan: [endpoint({ policy: undefined }), endpointPolicy({ policy: JSON.stringify(openPolicy) })],
        says: /vpc endpoint policy policy: policy: Statement\[0\]/,
      },
      {
        what: "everything hidden among more",
        plan: [
          endpoint({
            policy: {
              Statement: {
                Effect: "Allow",
                Principal: { AWS: ["111122223333", "*"] },
                Action: ["s3:GetObject", "*"],
                Resource: ["arn:aws:s3:::x", "*"],
              },
            },
          }),
        ],
        says: /policy: Statement\[0\] allows everything/,
      },
      { what: "a policy that is not JSON", plan: [endpoint({ policy: "{" })], says: /policy: is not JSON/ },
    ],
    unknown: [
      { what: "the policy is unknown", plan: [endpoint({ policy: UNKNOWN })], names: /endpoint: policy/ },
      {
        what: "a part of a policy is unknown",
        plan: [
          endpoint({
            policy: { Statement: [ownAccount.Statement[0], { ...openPolicy.Statement[0], Action: UNKNOWN }] },
          }),
        ],
        names: /endpoint: policy/,
      },
      {
        what: "it is unknown whose a policy is",
        plan: [endpoint({ policy: undefined }), endpointPolicy({ vpcEndpointId: UNKNOWN, policy: ownAccount })],
        names: /policy\.vpcEndpointId/,
      },
    ],
  },
  {
    rule: "ec2-network-acl-ingress",
    accepts: {
      "the web": admitting({ fromPort: 443, toPort: 443 }),
      "SSH from a named network": admitting({ cidrBlock: "10.0.0.0/8" }),
      "a denial of SSH": admitting({ action: "deny" }),
      "everything going out": aclRule({ egress: true }),
    },
    refuses: [
      {
        what: "SSH",
        plan: admitting({}),
        says: /network acl: ingress\[0\]\.cidrBlock is "0\.0\.0\.0\/0" and allows port 22; deny/,
      },
      { what: "a range with RDP", plan: admitting({ fromPort: 1024, toPort: 65_535 }), says: /allows port 3389/ },
      {
        what: "everything, by a rule of its own",
        plan: aclRule(),
        says: /network acl rule: cidrBlock is .* allows port 22 and 3389/,
      },
      { what: "SSH by IPv6", plan: admitting({ cidrBlock: undefined, ipv6CidrBlock: "::/0" }), says: /ipv6CidrBlock/ },
    ],
    unknown: [
      { what: "the network is unknown", plan: admitting({ cidrBlock: UNKNOWN }), names: /cidrBlock/ },
      { what: "a port is unknown", plan: admitting({ toPort: UNKNOWN }), names: /ingress\[0\]\.toPort/ },
      { what: "the direction is unknown", plan: aclRule({ egress: UNKNOWN }), names: /egress/ },
    ],
  },
  {
    rule: "lb-listener-transport-encryption",
    accepts: {
      "TLS 1.2 and 1.3": listener(),
      "a redirect to HTTPS": listener({
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }],
      }),
      "plain TCP, whose ends encrypt": listener({ protocol: "TCP", sslPolicy: undefined }),
    },
    refuses: [
      {
        what: "plain HTTP",
        plan: listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
        says: /listener: protocol is "HTTP" and does not redirect/,
      },
      {
        what: "a redirect to HTTP",
        plan: listener({ protocol: "HTTP", defaultActions: [{ redirect: { protocol: "HTTP" } }] }),
        says: /does not redirect/,
      },
      {
        what: "TLS 1.0",
        plan: listener({ sslPolicy: "ELBSecurityPolicy-2016-08" }),
        says: /sslPolicy is "ELBSecurityPolicy-2016-08"/,
      },
      { what: "the default policy", plan: listener({ sslPolicy: undefined }), says: /sslPolicy is not set/ },
    ],
    unknown: [
      { what: "the protocol is unknown", plan: listener({ protocol: UNKNOWN }), names: /protocol/ },
      { what: "the policy is unknown", plan: listener({ sslPolicy: UNKNOWN }), names: /sslPolicy/ },
    ],
  },
];
