import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { expect } from "chai";
import { readCatalogue } from "../../../capacity/catalogue/read.ts";
import { fromPlan } from "../../../capacity/pools/fromPlan.ts";
import { capacityReport } from "../../../capacity/report.ts";
import { planOf } from "../../support/harness.ts";

const POOL_SPEC = {
  weight: 10,
  template: {
    spec: {
      nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" },
      requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m5"] }],
    },
  },
};

/** A cluster's subnets, node group, pool and class, as a program would make them. */
function program(parts: { readonly subnets?: boolean; readonly group?: boolean; readonly nodeClass?: boolean }): void {
  if (parts.subnets === true) {
    for (const [zone, discovery] of [
      ["a", "test"],
      ["b", "test"],
      ["c", "other"],
    ] as const) {
      new aws.ec2.Subnet(zone, {
        vpcId: "vpc-1",
        availabilityZone: `eu-west-1${zone}`,
        tags: { "karpenter.sh/discovery": discovery },
      });
    }
  }
  if (parts.group === true) {
    new aws.eks.NodeGroup("system", {
      clusterName: "test",
      nodeRoleArn: "arn:aws:iam::111122223333:role/node",
      subnetIds: [],
      nodeGroupNamePrefix: "system-",
      instanceTypes: ["m5.large", "m5a.large"],
      scalingConfig: { minSize: 2, desiredSize: 3, maxSize: 4 },
    });
  }
  if (parts.nodeClass === true) {
    new k8s.apiextensions.CustomResource("class", {
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: "default" },
      spec: {
        amiSelectorTerms: [{ alias: "al2023@v20260714" }],
        subnetSelectorTerms: [{ tags: { "karpenter.sh/discovery": "test" } }],
        kubelet: { maxPods: 20 },
      },
    });
  }
  new k8s.apiextensions.CustomResource("pool", {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "general" },
    spec: POOL_SPEC,
  });
}

describe("pools of a stack", () => {
  it("are read from the plan, with the zones of the subnets their class selects", async () => {
    const source = fromPlan(
      await planOf(() => {
        program({ subnets: true, group: true, nodeClass: true });
      }),
    );
    expect(source.pools.map(({ name, weight }) => [name, weight])).to.deep.equal([["general", 10]]);
    const report = capacityReport(source, readCatalogue(), undefined);
    expect(report.pools[0]?.zones).to.deep.equal(["eu-west-1a", "eu-west-1b"]);
    expect(report.pools[0]?.types.map(({ name }) => name))
      .to.include("m5.large")
      .and.have.length(9);
    expect(report.notes).to.deep.equal([]);
    expect(report.subject).to.equal("stack test");
  });

  it("are compared in cost with the stack's own node group, at the price of its first type", async () => {
    const source = fromPlan(
      await planOf(() => {
        program({ subnets: true, group: true, nodeClass: true });
      }),
    );
    expect(capacityReport(source, readCatalogue(), undefined).fixedGroup).to.deep.include({
      name: "system",
      found: true,
      instanceType: "m5.large",
      nodes: 3,
      usdPerHour: 3 * 0.096,
    });
  });

  it("are compared with two t3.medium where there is no node group, and that is said", async () => {
    const source = fromPlan(
      await planOf(() => {
        program({ nodeClass: true });
      }),
    );
    expect(capacityReport(source, readCatalogue(), undefined).fixedGroup).to.deep.include({
      found: false,
      instanceType: "t3.medium",
      nodes: 2,
      usdPerHour: 2 * 0.0416,
    });
  });

  it("are given three zones and a default class where the stack has neither, and that is said", async () => {
    const source = fromPlan(
      await planOf(() => {
        program({});
      }),
    );
    const report = capacityReport(source, readCatalogue(), undefined);
    expect(report.zones).to.deep.equal(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    expect(report.notes.join("\n"))
      .to.include("makes no subnets")
      .and.to.include("EC2NodeClass default is not among the objects");
  });
});
