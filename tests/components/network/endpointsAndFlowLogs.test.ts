import { expect } from "chai";
import { all, document, only } from "../../support/harness.ts";
import { type Made, BARE, ENDPOINT, idsOf, network, ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC } from "./support.ts";

describe("the endpoints and flow logs of a network", () => {
  let prod: Made;
  let dev: Made;
  before(async () => {
    prod = await network("prod", BARE);
    dev = await network("dev", BARE);
  });

  it("logs all traffic to an encrypted group that keeps it as long as configured", () => {
    const group = only(prod.plan, "aws:cloudwatch/logGroup:LogGroup");
    const key = only(prod.plan, "aws:kms/key:Key");
    expect(group.inputs).to.deep.equal({
      name: "/aws/vpc/atlas/flow-logs",
      retentionInDays: 365,
      kmsKeyId: key.outputs.arn,
    });
    expect(only(dev.plan, "aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays).to.equal(30);
    expect(key.inputs.enableKeyRotation).to.equal(true);
    expect(JSON.stringify(document(key.inputs.policy))).to.include(
      "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vpc/atlas/flow-logs",
    );

    const role = only(prod.plan, "aws:iam/role:Role");
    expect(role.inputs.name).to.equal("atlas-flow-logs");
    expect(JSON.stringify(document(role.inputs.assumeRolePolicy))).to.include("vpc-flow-logs.amazonaws.com");
    const delivery = only(prod.plan, "aws:iam/rolePolicy:RolePolicy");
    expect(JSON.stringify(document(delivery.inputs.policy))).to.include("log-group:/aws/vpc/atlas/flow-logs");

    const flowLog = only(prod.plan, "aws:ec2/flowLog:FlowLog");
    expect(flowLog.inputs).to.include({
      vpcId: only(prod.plan, VPC).id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.outputs.arn,
      iamRoleArn: role.outputs.arn,
    });
    expect(flowLog.options.dependencies).to.include(delivery.urn);
  });

  it("keeps flow logs and their key when a prod stack is destroyed by mistake, and lets dev's go", async () => {
    const [dev, prod] = [await network("dev", BARE), await network("prod", BARE)];
    for (const type of ["aws:cloudwatch/logGroup:LogGroup", "aws:kms/key:Key"]) {
      expect(only(prod.plan, type).options.protect, type).to.equal(true);
      expect(only(dev.plan, type).options.protect, type).to.equal(false);
    }
  });

  it("reaches S3 from private and intra subnets without NAT", () => {
    const { inputs } = only(prod.plan, ENDPOINT, "network-endpoint-s3");
    const tables = all(prod.plan, ROUTE_TABLE).filter((table) => table.name !== "network-public");
    expect(inputs.serviceName).to.equal("com.amazonaws.eu-west-1.s3");
    expect(inputs.vpcEndpointType).to.equal("Gateway");
    expect(inputs.routeTableIds).to.have.members(tables.map((table) => table.id));
    expect(tables).to.have.length(4);
  });

  it("reaches AWS inside the VPC, under the usual names, from intra subnets", () => {
    const endpoints = all(prod.plan, ENDPOINT).filter(({ inputs }) => inputs.vpcEndpointType === "Interface");
    expect(endpoints).to.have.length(12);
    for (const { name, inputs } of endpoints) {
      expect(inputs.privateDnsEnabled, name).to.equal(true);
      expect(inputs.subnetIds, name).to.deep.equal(idsOf(prod.plan, SUBNET, "network-intra-"));
      expect(inputs.securityGroupIds, name).to.deep.equal([only(prod.plan, SECURITY_GROUP).id]);
    }
    expect(only(prod.plan, ENDPOINT, "network-endpoint-ecr-dkr").inputs.serviceName).to.equal(
      "com.amazonaws.eu-west-1.ecr.dkr",
    );
  });

  it("gives every endpoint a policy that asks for this account", () => {
    for (const { name, inputs } of all(prod.plan, ENDPOINT)) {
      const { Statement } = document(inputs.policy) as { Statement: { Condition: unknown }[] };
      expect(Statement[0]?.Condition, name).to.deep.equal({
        StringEquals: { "aws:PrincipalAccount": "111122223333" },
      });
    }
  });

  it("opens the endpoints to HTTPS from the VPC, and to nothing else", () => {
    const group = only(prod.plan, SECURITY_GROUP);
    expect(group.inputs).to.not.have.any.keys("ingress", "egress");
    expect(group.inputs.description).to.equal("Interface endpoints of AWS services");
    const { inputs } = only(prod.plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(inputs).to.deep.include({
      securityGroupId: group.id!,
      description: "HTTPS from everything in the VPC",
      cidrIpv4: "10.30.0.0/16",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
  });
});
