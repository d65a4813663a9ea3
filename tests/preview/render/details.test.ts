import { expect } from "chai";
import { detailOf } from "../../../preview/render/details.ts";
import type { PlainRecord } from "../../../preview/render/values.ts";

describe("the telling detail of a resource", () => {
  const cases: readonly (readonly [string, PlainRecord, string])[] = [
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-central-1.ecr.api" }, "Interface, ecr.api"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" }, "tcp 443 from 10.0.0.0/16"],
    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }, "all traffic to 0.0.0.0/0"],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", protocol: "udp", fromPort: 1, toPort: 9, cidrBlocks: ["a", "b"] }, "udp 1-9 to a, b"],
    ["aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }, "IMDS tokens required, hop limit 1"],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/aws/eks/x", retentionInDays: 365 }, "365 days, /aws/eks/x"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { metricName: "Errors", comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 5 }, "Errors >= 5"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { comparisonOperator: "LessThanThreshold", threshold: 1 }, "< 1"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { comparisonOperator: "GreaterThanUpperThreshold" }, "GreaterThanUpperThreshold"],
    ["aws:iam/policy:Policy", { policy: '{"Statement":[{},{}]}' }, "2 statements"],
    ["aws:iam/policy:Policy", { policy: "<known after deployment>" }, "<known after deployment>"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AmazonEKSViewPolicy" }, "AmazonEKSViewPolicy"],
    ["aws:eks/cluster:Cluster", { version: "1.35", vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true } }, "Kubernetes 1.35, private and public endpoint"],
    ["aws:eks/nodeGroup:NodeGroup", { instanceTypes: ["t3.medium"], scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 3 } }, "t3.medium, 2 to 3 nodes"],
    ["aws:eks/accessEntry:AccessEntry", { principalArn: "arn:aws:iam::111122223333:role/admin" }, "111122223333:role/admin"],
    ["kubernetes:apps/v1:Deployment", { spec: { replicas: 2, template: { spec: { containers: [{ image: "a.example/b/web:1@sha256:0f" }] } } } }, "web:1, 2 replicas"],
    ["kubernetes:batch/v1:CronJob", { spec: { schedule: "0 3 * * *", jobTemplate: {} } }, "0 3 * * *"],
    ["kubernetes:helm.sh/v3:Release", { chart: "oci://public.ecr.aws/karpenter/karpenter", version: "1.14.0", namespace: "kube-system" }, "karpenter 1.14.0, in kube-system"],
    ["kubernetes:karpenter.sh/v1:NodePool", { metadata: { name: "x" }, spec: { weight: 10, limits: { cpu: "100" } } }, "weight 10, cpu 100"],
    ["kubernetes:core/v1:ServiceAccount", { metadata: { name: "web", namespace: "shop" } }, "shop/web"],
    ["aws:unheard/of:Of", { name: "x" }, ""],
  ]; // prettier-ignore
  for (const [type, inputs, detail] of cases) {
    it(`of ${type} is "${detail}"`, () => {
      expect(detailOf(type, inputs)).to.equal(detail);
    });
  }

  it("survives resources without any input", () => {
    for (const [type] of cases) expect(detailOf(type, {}), type).to.not.include("undefined");
  });
});
