import { expect } from "chai";
import { BUDGETS } from "../../../components/karpenter/budgets.ts";
import { zonedPools } from "../../../components/karpenter/nodePoolSpec.ts";
import { CONTEXT, FULL, spec, ZONES } from "./manifests.ts";
import { EVERYTHING, karpenter } from "./support.ts";

describe("the spec of a node class", () => {
  const of = (name: string) => spec(EVERYTHING, "EC2NodeClass", name);

  it("finds subnets and security groups by the cluster's tag, and names the role", () => {
    const byTag = [{ tags: { "karpenter.sh/discovery": "atlas" } }];
    expect(of("default")).to.deep.include({
      role: "atlas-karpenter-node",
      subnetSelectorTerms: byTag,
      securityGroupSelectorTerms: byTag,
    });
  });
  it("keeps the node's metadata from pods", () => {
    for (const name of ["default", "bottlerocket", "gpu", "fast-scaling", "reserved"]) {
      expect(of(name).metadataOptions).to.deep.equal({
        httpEndpoint: "enabled",
        httpProtocolIPv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "required",
      });
    }
  });
  it("has one encrypted volume of 100Gi that goes with the instance", () => {
    expect(of("default").blockDeviceMappings).to.deep.equal([
      {
        deviceName: "/dev/xvda",
        rootVolume: true,
        ebs: {
          volumeSize: "100Gi",
          volumeType: "gp3",
          iops: 3000,
          throughput: 125,
          encrypted: true,
          kmsKeyID: CONTEXT.volumeKey,
          deleteOnTermination: true,
        },
      },
    ]);
  });
  it("has two with Bottlerocket, both encrypted, and reckons storage by the second", () => {
    const mappings = of("bottlerocket").blockDeviceMappings as {
      deviceName: string;
      rootVolume?: boolean;
      ebs: Record<string, unknown>;
    }[];
    expect(
      mappings.map(({ deviceName, rootVolume, ebs }) => [
        deviceName,
        rootVolume,
        ebs.volumeSize,
        ebs.encrypted,
        ebs.kmsKeyID,
      ]),
    ).to.deep.equal([
      ["/dev/xvda", undefined, "4Gi", true, CONTEXT.volumeKey],
      ["/dev/xvdb", true, "100Gi", true, CONTEXT.volumeKey],
    ]);
  });
  it("pins the image", () => {
    expect(of("default").amiSelectorTerms).to.deep.equal([{ alias: "al2023@v20260714" }]);
    expect(of("bottlerocket")).to.deep.include({
      amiFamily: "Bottlerocket",
      amiSelectorTerms: [{ alias: "bottlerocket@v1.64.0" }],
    });
  });
  it("monitors in detail, carries cost tags, and allows 110 pods where scaling is fast", () => {
    expect(of("default")).to.deep.include({ detailedMonitoring: true, tags: { owner: "platform" } });
    expect(of("default")).to.not.have.any.keys("kubelet", "instanceStorePolicy", "capacityReservationSelectorTerms");
    expect(of("fast-scaling").kubelet).to.deep.equal({ maxPods: 110 });
  });
});

describe("the spec of a node pool", () => {
  it("refers to its class and carries the label by which it is chosen", () => {
    const { template } = spec(EVERYTHING, "NodePool", "batch") as {
      template: { metadata: unknown; spec: Record<string, unknown> };
    };
    expect(template.metadata).to.deep.equal({ labels: { "eks-platform/node-pool": "batch" } });
    expect(template.spec.nodeClassRef).to.deep.equal({
      group: "karpenter.k8s.aws",
      kind: "EC2NodeClass",
      name: "default",
    });
    expect(template.spec.taints).to.deep.equal([{ key: "spot", value: "true", effect: "NoSchedule" }]);
  });
  it("says when nodes grow old, how long they drain, and when they are let go", () => {
    const { template, ...rest } = spec({}, "NodePool", "critical") as { template: { spec: Record<string, unknown> } };
    expect(template.spec).to.include({ expireAfter: "Never", terminationGracePeriod: "4h" });
    expect(rest).to.deep.equal({
      limits: { cpu: "100", memory: "400Gi" },
      disruption: {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "10m",
        budgets: BUDGETS["business-hours"],
      },
    });
    expect(spec({}, "NodePool", "general").weight).to.equal(10);
  });
  it("is one for each zone when asked, each with its zone and the label of all", () => {
    const names = zonedPools(karpenter(FULL).nodePools, ZONES).map(({ name }) => name);
    expect(names).to.deep.equal(["full-a", "full-b"]);
    const { template } = spec(FULL, "NodePool", "full-b") as {
      template: { metadata: { labels: unknown }; spec: { requirements: { key: string }[] } };
    };
    expect(template.spec.requirements.filter(({ key }) => key === "topology.kubernetes.io/zone")).to.deep.equal([
      { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-west-1b"] },
    ]);
    expect(template.metadata.labels).to.include({ "eks-platform/node-pool": "full", "example.com/team": "core" });
  });
  it("is refused for each zone where the zones are not known", () => {
    expect(() => zonedPools(karpenter(FULL).nodePools, {})).to.throw("perZone");
  });
});
