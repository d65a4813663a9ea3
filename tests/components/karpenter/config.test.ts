import { expect } from "chai";
import { poolReferences } from "../../../components/karpenter/config.ts";
import { EVERYTHING, karpenter } from "./support.ts";

describe("the karpenter config", () => {
  it("is on in prod, with a pool for most things and one for what must not be interrupted", () => {
    const config = karpenter({});
    expect(config.enabled).to.equal(true);
    expect(config.nodePools.map(({ name }) => name)).to.deep.equal(["general", "critical"]);
    expect(config.nodeClasses.map(({ name, preset }) => [name, preset])).to.deep.equal([["default", "al2023"]]);
    expect(config.nodePools[0]?.limits).to.deep.equal({ cpu: "100", memory: "400Gi" });
    expect(config.controller).to.include({ replicas: 2, logLevel: "info" });
    expect(config.controller.resources.requests).to.deep.equal({ cpu: "1", memory: "1Gi" });
  });

  for (const tier of ["dev", "staging"] as const) {
    it(`is off in ${tier}, and on by one word`, () => {
      expect(karpenter({}, tier)).to.include({ enabled: false }).and.have.deep.property("nodePools", []);
      const on = karpenter({ enabled: true }, tier);
      expect(on.nodePools.map(({ name }) => name)).to.deep.equal(["general"]);
      expect(on.controller.resources.requests).to.deep.equal({ cpu: "250m", memory: "256Mi" });
    });
  }

  it("can be off in prod", () => {
    expect(karpenter({ enabled: false }).enabled).to.equal(false);
  });

  it("takes the account's role for spot instances as given", () => {
    expect(karpenter({}).spotServiceLinkedRole).to.equal("existing");
    expect(karpenter({ spotServiceLinkedRole: "create" }).spotServiceLinkedRole).to.equal("create");
  });

  it("makes the classes that pools use, and no others", () => {
    expect(karpenter(EVERYTHING).nodeClasses.map(({ name }) => name)).to.have.members([
      "default",
      "bottlerocket",
      "gpu",
      "fast-scaling",
      "reserved",
    ]);
    expect(karpenter({ nodePools: [{ preset: "gpu" }] }).nodeClasses.map(({ name }) => name)).to.deep.equal(["gpu"]);
  });

  it("lets a stack describe a class that comes by itself otherwise", () => {
    const { nodeClasses } = karpenter({
      nodeClasses: [{ volume: { sizeGiB: 200 }, kubelet: { maxPods: 58 } }],
      nodePools: [{ preset: "general" }],
    });
    expect(nodeClasses).to.have.lengthOf(1);
    expect(nodeClasses[0]).to.deep.include({
      name: "default",
      volume: { sizeGiB: 200, iops: 3000, throughputMiBps: 125 },
      kubelet: { maxPods: 58 },
    });
  });

  it("changes a preset's requirements key by key", () => {
    const [pool] = karpenter({
      nodePools: [
        {
          preset: "general",
          requirements: [
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            { key: "example.com/team", operator: "Exists" },
          ],
        },
      ],
    }).nodePools;
    const keys = pool?.requirements.map(({ key }) => key) ?? [];
    expect(keys).to.have.lengthOf(new Set(keys).size).and.to.include("kubernetes.io/arch");
    expect(pool?.requirements).to.deep.include({
      key: "karpenter.sh/capacity-type",
      operator: "In",
      values: ["on-demand"],
    });
    expect(pool?.requirements).to.deep.include({ key: "example.com/team", operator: "Exists" });
  });

  it("changes every other field of a preset", () => {
    const [pool] = karpenter({
      nodePools: [
        {
          preset: "general",
          name: "web",
          taints: [{ key: "web", effect: "NoSchedule" }],
          labels: { "example.com/team": "web" },
          weight: 3,
          limits: { cpu: 10 },
          expireAfter: "24h",
          terminationGracePeriod: "10m",
          disruption: { consolidationPolicy: "Balanced", consolidateAfter: "Never", budgets: [{ nodes: "1" }] },
        },
      ],
    }).nodePools;
    expect(pool).to.deep.include({
      name: "web",
      taints: [{ key: "web", effect: "NoSchedule" }],
      labels: { "example.com/team": "web" },
      weight: 3,
      limits: { cpu: "10" },
      expireAfter: "24h",
      terminationGracePeriod: "10m",
      disruption: { consolidationPolicy: "Balanced", consolidateAfter: "Never", budgets: [{ nodes: "1" }] },
    });
  });

  it("tells applications how to choose a pool and what to tolerate", () => {
    const references = poolReferences(karpenter(EVERYTHING).nodePools);
    expect(references.find(({ name }) => name === "batch")).to.deep.equal({
      name: "batch",
      nodeSelector: { "eks-platform/node-pool": "batch" },
      taints: [{ key: "spot", value: "true", effect: "NoSchedule" }],
      architectures: ["amd64"],
      capacityTypes: ["spot"],
    });
    expect(references.find(({ name }) => name === "reserved-first")?.capacityTypes).to.have.members([
      "reserved",
      "on-demand",
    ]);
    expect(references.find(({ name }) => name === "arm64")?.architectures).to.deep.equal(["arm64"]);
  });
});
