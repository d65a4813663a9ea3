import { UNKNOWN } from "../../../support/policies.ts";
import { fixture, type RuleCases } from "../cases.ts";
import { vpc, inVpc, later, DEFAULT_GROUP, FLOW_LOG, subnet, template, instance } from "../fixtures/network.ts";

export const cases: RuleCases[] = [
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
        says: /default security group own: ingress has 1 rule; leave it empty/,
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
        what: "a spot fleet's instances with an address",
        plan: fixture("aws:ec2/spotFleetRequest:SpotFleetRequest", {
          launchSpecifications: [{ associatePublicIpAddress: true }],
        })(),
        says: /spot fleet request: launchSpecifications\[0\]\.associatePublicIpAddress is true/,
      },
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
];
