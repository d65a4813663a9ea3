import { type PlannedResource, UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { admitting, aclRule, listener } from "../fixtures/network.ts";

const redirecting = (change: Record<string, unknown>) =>
  listener({ protocol: "HTTP", defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }], ...change });
const onListener = (change: Record<string, unknown>): PlannedResource => ({
  type: "aws:lb/listenerRule:ListenerRule",
  name: "rule",
  props: { listenerArn: UNKNOWN, actions: [{ type: "forward" }], ...change },
});

export const cases: RuleCases[] = [
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
      {
        what: "SSH in a VPC's default list",
        plan: admitting({}).map((acl) => ({ ...acl, type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl" })),
        says: /default network acl: ingress\[0\]\.cidrBlock .* allows port 22; deny/,
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
      "a redirect to HTTPS that a rule repeats": [
        ...redirecting({ arn: "arn:http" }),
        onListener({ listenerArn: "arn:http", actions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }] }),
      ],
      "a rule that forwards what came by HTTPS": [
        ...listener({ arn: "arn:https" }),
        onListener({ listenerArn: "arn:https", actions: [{ type: "forward" }] }),
      ],
      "a classic load balancer with HTTPS": fixture("aws:elb/loadBalancer:LoadBalancer", {
        listeners: [{ lbProtocol: "https" }, { lbProtocol: "tcp" }],
      })(),
      "plain TCP, whose ends encrypt": listener({ protocol: "TCP", sslPolicy: undefined }),
    },
    refuses: [
      {
        what: "plain HTTP",
        plan: listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
        says: /listener resource: protocol is "HTTP" and does not redirect/,
      },
      {
        what: "a redirect to HTTPS beside another action",
        plan: listener({
          protocol: "HTTP",
          defaultActions: [{ redirect: { protocol: "HTTPS" } }, { type: "forward" }],
        }),
        says: /does not redirect/,
      },
      {
        what: "a redirect to HTTP",
        plan: listener({ protocol: "HTTP", defaultActions: [{ redirect: { protocol: "HTTP" } }] }),
        says: /does not redirect/,
      },
      {
        what: "a rule that forwards what came by plain HTTP",
        plan: [...redirecting({ arn: "arn:http" }), onListener({ listenerArn: "arn:http" })],
        says: /listener rule rule: actions does not redirect, and listener resource is one for plain HTTP/,
      },
      {
        what: "such a rule of a listener that is yet to be made",
        plan: [
          ...redirecting({ arn: UNKNOWN }),
          { ...onListener({}), propertyDependencies: { listenerArn: ["resource"] } },
        ],
        says: /listener rule rule: actions does not redirect/,
      },
      {
        what: "a classic load balancer with plain HTTP",
        plan: fixture("aws:elb/loadBalancer:LoadBalancer", {
          listeners: [{ lbProtocol: "https" }, { lbProtocol: "http" }],
        })(),
        says: /load balancer resource: listeners\[1\]\.lbProtocol is "http"/,
      },
      {
        what: "TLS 1.0",
        plan: listener({ sslPolicy: "ELBSecurityPolicy-2016-08" }),
        says: /sslPolicy is "ELBSecurityPolicy-2016-08"/,
      },
      { what: "the default policy", plan: listener({ sslPolicy: undefined }), says: /sslPolicy is not set/ },
    ],
    unknown: [
      {
        what: "what plain HTTP does is unknown",
        plan: listener({ protocol: "HTTP", defaultActions: UNKNOWN }),
        names: /defaultActions/,
      },
      { what: "the protocol is unknown", plan: listener({ protocol: UNKNOWN }), names: /protocol/ },
      { what: "the policy is unknown", plan: listener({ sslPolicy: UNKNOWN }), names: /sslPolicy/ },
    ],
  },
];
