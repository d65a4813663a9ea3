import { expect } from "chai";
import { itRefuses, pool, refusals } from "./support.ts";

describe("the karpenter config", () => {
  itRefuses({
    "a preset that is none": [{ nodePools: [{ preset: "generl" }] }, "nodePools.0.preset", ["general"]],
    "two pools of the same name": [
      { nodePools: [{ preset: "general" }, { preset: "batch", name: "general" }] },
      "nodePools.1.name",
      ["nodePools[0]", "a name of its own"],
    ],
    "two pools of the same preset without names": [
      { nodePools: [{ preset: "batch" }, { preset: "batch" }] },
      "nodePools.1.name",
      ["by the preset"],
    ],
    "a pool named like another's part in a zone": [
      {
        nodePools: [
          { preset: "general", perZone: true },
          { preset: "batch", name: "general-b" },
        ],
      },
      "nodePools.1.name",
      ["nodePools[0]"],
    ],
    "a class that does not exist": [pool({ nodeClass: "defalt" }), "nodePools.0.nodeClass", ["default", "nodeClasses"]],
    "reserved-first without reservations": [
      { nodePools: [{ preset: "reserved-first" }] },
      "nodePools.0.nodeClass",
      ["capacityReservationSelectorTerms"],
    ],
    "reserved capacity on a class that finds none": [
      pool({ requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] }] }),
      "nodePools.0.nodeClass",
      ["capacityReservationSelectorTerms"],
    ],
    "reserved capacity with its gate closed": [
      {
        controller: { featureGates: { reservedCapacity: false } },
        nodeClasses: [{ name: "reserved", capacityReservationSelectorTerms: [{ id: "cr-1" }] }],
        nodePools: [{ preset: "reserved-first" }],
      },
      "nodePools.0.requirements",
      ["reservedCapacity"],
    ],
    "GPUs on Bottlerocket": [
      { nodePools: [{ preset: "gpu", nodeClass: "bottlerocket" }] },
      "nodePools.0.nodeClass",
      ["al2023"],
    ],
    "a pool without limits": [pool({ limits: {} }), "nodePools.0.limits", ["cpu, memory and nodes"]],
    "a limit that is no quantity": [pool({ limits: { memory: "400 GB" } }), "nodePools.0.limits.memory", ["400Gi"]],
    "a weight of 0": [pool({ weight: 0 }), "nodePools.0.weight", ["1 to 100"]],
    "a weight of 101": [pool({ weight: 101 }), "nodePools.0.weight", ["1 to 100"]],
    "a taint's effect that is none": [
      pool({ taints: [{ key: "a", effect: "NoScheduling" }] }),
      "nodePools.0.taints.0.effect",
      ["NoSchedule"],
    ],
    "a label that is Karpenter's": [
      pool({ labels: { "karpenter.sh/nodepool": "x" } }),
      "nodePools.0.labels.karpenter.sh/nodepool",
      ['"name"'],
    ],
    "the label by which pools are chosen": [
      pool({ labels: { "eks-platform/node-pool": "x" } }),
      "nodePools.0.labels.eks-platform/node-pool",
      ['"name"'],
    ],
    "a name with capitals": [pool({ name: "General" }), "nodePools.0.name", ["lower-case"]],
    "an empty list of pools": [{ nodePools: [] }, "nodePools", ["karpenter.enabled"]],
    "pools where Karpenter is off": [
      { enabled: false, nodePools: [{ preset: "general" }] },
      "nodePools",
      ["karpenter.enabled is false", "true"],
    ],
    "pools where Karpenter is off by default": [
      { nodePools: [{ preset: "general" }] },
      "nodePools",
      ["by default in dev"],
      "dev",
    ],
    "a controller where Karpenter is off": [{ controller: {} }, "controller", ["karpenter.enabled"], "staging"],
    "one replica in prod": [{ controller: { replicas: 1 } }, "controller.replicas", ["prod needs 2"]],
    "a feature gate of another name": [
      { controller: { featureGates: { spot: true } } },
      "controller.featureGates",
      ["spot"],
    ],
  });

  it("says everything that is wrong at once", () => {
    expect(
      refusals({
        nodePools: [
          { preset: "general", weight: 0, nodeClass: "x" },
          { preset: "general", expireAfter: "1d" },
        ],
      }),
    ).to.have.lengthOf(4);
  });
  it("survives what is not even a map", () => {
    for (const found of [7, "on", [], { nodePools: "general" }, { nodePools: [7] }, { nodeClasses: [null] }]) {
      expect(refusals(found)).to.not.be.empty;
    }
  });
});
