import { expect } from "chai";
import type { Tier } from "../../../components/shared/tiers.ts";
import { refusals } from "./support.ts";

const pool = (fields: object) => ({ nodePools: [{ preset: "general", ...fields }] });
const requirement = (fields: object) =>
  pool({ requirements: [{ key: "example.com/team", operator: "In", values: ["a"], ...fields }] });
const disruption = (fields: object) => pool({ disruption: fields });
const budget = (fields: object) => disruption({ budgets: [{ nodes: "10%", ...fields }] });
const nodeClass = (fields: object) => ({
  nodeClasses: [{ name: "own", ...fields }],
  nodePools: [{ preset: "general", nodeClass: "own" }],
});
const image = (...terms: object[]) => nodeClass({ amiSelectorTerms: terms });

/** What is refused -> the stack's `karpenter`, where it is wrong, and words the reader has to find. */
const cases: Record<string, [unknown, string, string[], Tier?]> = {
  // Requirements
  "a typo in an operator": [requirement({ operator: "Inn" }), "nodePools.0.requirements.0.operator", ["In", "NotIn"]],
  "instance-pods, a label of nodes alone": [
    requirement({ key: "karpenter.k8s.aws/instance-pods", operator: "Gt", values: ["10"] }),
    "nodePools.0.requirements.0.key",
    ["kubelet.maxPods"],
  ],
  "a typo in one of Karpenter's labels": [
    requirement({ key: "karpenter.k8s.aws/instance-famly" }),
    "nodePools.0.requirements.0.key",
    ["did you mean karpenter.k8s.aws/instance-family"],
  ],
  "a typo in one of Kubernetes' labels": [
    requirement({ key: "kubernetes.io/arc" }),
    "nodePools.0.requirements.0.key",
    ["did you mean kubernetes.io/arch"],
  ],
  "the label of a pool's name": [
    requirement({ key: "karpenter.sh/nodepool" }),
    "nodePools.0.requirements.0.key",
    ["karpenter.sh/capacity-type", '"name"'],
  ],
  "a node's host name": [
    requirement({ key: "kubernetes.io/hostname" }),
    "nodePools.0.requirements.0.key",
    ["leave it out"],
  ],
  "a key that is no label": [requirement({ key: "team of mine" }), "nodePools.0.requirements.0.key", ["label key"]],
  "In without values": [requirement({ values: [] }), "nodePools.0.requirements.0.values", ["Exists"]],
  "In without a list of values": [
    pool({ requirements: [{ key: "a", operator: "In" }] }),
    "nodePools.0.requirements.0.values",
    ["Exists"],
  ],
  "Exists with values": [requirement({ operator: "Exists" }), "nodePools.0.requirements.0.values", ["In or NotIn"]],
  "a comparison with two values": [
    requirement({ operator: "Gt", values: ["1", "2"] }),
    "nodePools.0.requirements.0.values",
    ["exactly one value"],
  ],
  "a comparison with a word": [
    requirement({ operator: "Gte", values: ["many"] }),
    "nodePools.0.requirements.0.values",
    ["whole number"],
  ],
  "a comparison with a negative number": [
    requirement({ operator: "Lt", values: ["-1"] }),
    "nodePools.0.requirements.0.values",
    ["whole number"],
  ],
  "a number without quotes": [
    requirement({ operator: "Lte", values: [2] }),
    "nodePools.0.requirements.0.values.0",
    ["quotes"],
  ],
  "more minValues than values": [requirement({ minValues: 2 }), "nodePools.0.requirements.0.values", ["at most 1"]],
  "51 minValues": [
    requirement({ operator: "Exists", values: undefined, minValues: 51 }),
    "nodePools.0.requirements.0.minValues",
    ["1 to 50"],
  ],
  "a capacity type that is none": [
    requirement({ key: "karpenter.sh/capacity-type", values: ["ondemand"] }),
    "nodePools.0.requirements.0.values.0",
    ["did you mean on-demand"],
  ],
  "requirements that no node can meet together": [
    pool({
      requirements: [
        { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
        { key: "kubernetes.io/arch", operator: "NotIn", values: ["arm64"] },
      ],
    }),
    "nodePools.0.requirements",
    ["kubernetes.io/arch"],
  ],
  "Windows nodes": [
    requirement({ key: "kubernetes.io/os", values: ["windows"] }),
    "nodePools.0.requirements",
    ["linux"],
  ],
  "more than 100 requirements": [
    pool({
      requirements: Array.from({ length: 100 }, (_, index) => ({ key: `example.com/l${index}`, operator: "Exists" })),
    }),
    "nodePools.0.requirements",
    ["at most 100"],
  ],
  // Pools
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
  // Durations and budgets
  "an expiry in days": [pool({ expireAfter: "30d" }), "nodePools.0.expireAfter", ["720h"]],
  "a grace period of Never": [
    pool({ terminationGracePeriod: "Never" }),
    "nodePools.0.terminationGracePeriod",
    ["1h30m"],
  ],
  "a wait that is no duration": [
    disruption({ consolidateAfter: "30" }),
    "nodePools.0.disruption.consolidateAfter",
    ["30s"],
  ],
  "a consolidation policy of old": [
    disruption({ consolidationPolicy: "WhenUnderutilized" }),
    "nodePools.0.disruption.consolidationPolicy",
    ["WhenEmptyOrUnderutilized"],
  ],
  "a budget with schedule and no duration": [
    budget({ schedule: "0 8 * * *" }),
    "nodePools.0.disruption.budgets.0.duration",
    ["write both or neither", "8h"],
  ],
  "a budget with duration and no schedule": [
    budget({ duration: "8h" }),
    "nodePools.0.disruption.budgets.0.schedule",
    ["write both or neither"],
  ],
  "a budget's duration in seconds": [
    budget({ schedule: "0 8 * * *", duration: "30s" }),
    "nodePools.0.disruption.budgets.0.duration",
    ["hours and minutes"],
  ],
  "a budget's duration in days": [
    budget({ schedule: "0 8 * * *", duration: "2d" }),
    "nodePools.0.disruption.budgets.0.duration",
    ["days are hours"],
  ],
  "a schedule of six fields": [
    budget({ schedule: "0 0 8 * * *", duration: "8h" }),
    "nodePools.0.disruption.budgets.0.schedule",
    ["five fields"],
  ],
  "a schedule with an hour of 24": [
    budget({ schedule: "0 24 * * *", duration: "8h" }),
    "nodePools.0.disruption.budgets.0.schedule",
    ["hour", "0 to 23"],
  ],
  "a schedule with Sunday as 7": [
    budget({ schedule: "0 8 * * 1-7", duration: "8h" }),
    "nodePools.0.disruption.budgets.0.schedule",
    ["day of week", "sun"],
  ],
  "a schedule with an unknown descriptor": [
    budget({ schedule: "@nightly", duration: "8h" }),
    "nodePools.0.disruption.budgets.0.schedule",
    ["@daily"],
  ],
  "a budget of 110 %": [budget({ nodes: "110%" }), "nodePools.0.disruption.budgets.0.nodes", ["10%"]],
  "a budget without quotes": [budget({ nodes: 3 }), "nodePools.0.disruption.budgets.0.nodes", ['"3"']],
  "a reason that is none": [
    budget({ reasons: ["Expired"] }),
    "nodePools.0.disruption.budgets.0.reasons.0",
    ["Drifted"],
  ],
  "no budget at all": [disruption({ budgets: [] }), "nodePools.0.disruption.budgets", ["no limit"]],
  "budgets beside a ready set": [
    disruption({ budgets: [{ nodes: "1" }], budgetPreset: "steady" }),
    "nodePools.0.disruption",
    ["one of budgets and budgetPreset"],
  ],
  // Node classes
  "an alias and tags in one term": [
    image({ alias: "al2023@v20260714", tags: { a: "b" } }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["must stand alone"],
  ],
  "an alias beside another term": [
    image({ alias: "al2023@v20260714" }, { tags: { a: "b" } }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["must stand alone"],
  ],
  "an alias without a release": [
    image({ alias: "al2023" }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["al2023@v20260714"],
  ],
  "an alias of the newest release": [
    image({ alias: "al2023@latest" }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["name a release"],
  ],
  "an alias of an unknown family": [
    image({ alias: "ubuntu@v1" }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["al2023 or bottlerocket"],
  ],
  "an alias with a release of another family": [
    image({ alias: "al2023@1.64.0" }),
    "nodeClasses.0.amiSelectorTerms.0.alias",
    ["eight digits"],
  ],
  "an id beside tags in one term": [
    image({ id: "ami-1", tags: { a: "b" } }),
    "nodeClasses.0.amiSelectorTerms.0.id",
    ["must stand alone"],
  ],
  "a name without an owner": [
    nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden-*" }] }),
    "nodeClasses.0.amiSelectorTerms.0.owner",
    ["self"],
  ],
  "an owner alone": [
    nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ owner: "self" }] }),
    "nodeClasses.0.amiSelectorTerms.0",
    ["selects nothing"],
  ],
  "terms without alias and family": [image({ id: "ami-1" }), "nodeClasses.0.amiFamily", ["AL2023"]],
  "a family that is not the alias's": [
    nodeClass({ amiFamily: "Bottlerocket", amiSelectorTerms: [{ alias: "al2023@v20260714" }] }),
    "nodeClasses.0.amiFamily",
    ["write AL2023"],
  ],
  "a tag with an empty value to find images by": [
    nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ tags: { a: "" } }] }),
    "nodeClasses.0.amiSelectorTerms.0.tags",
    ['"*"'],
  ],
  "a tag that Karpenter sets itself": [
    nodeClass({ tags: { "kubernetes.io/cluster/atlas": "owned" } }),
    "nodeClasses.0.tags.kubernetes.io/cluster/atlas",
    ["any other key"],
  ],
  "two classes of the same name": [
    { nodeClasses: [{ name: "own" }, { name: "own" }] },
    "nodeClasses.1.name",
    ["nodeClasses[0]"],
  ],
  "more iops than a volume's size allows": [
    nodeClass({ volume: { sizeGiB: 20, iops: 16000 } }),
    "nodeClasses.0.volume.iops",
    ["10000"],
  ],
  "more throughput than iops allow": [
    nodeClass({ volume: { throughputMiBps: 1000 } }),
    "nodeClasses.0.volume.throughputMiBps",
    ["750"],
  ],
  "a volume too small for the image": [nodeClass({ volume: { sizeGiB: 8 } }), "nodeClasses.0.volume.sizeGiB", ["20"]],
  "image collection that ends above where it begins": [
    nodeClass({ kubelet: { imageGCHighThresholdPercent: 70, imageGCLowThresholdPercent: 80 } }),
    "nodeClasses.0.kubelet.imageGCHighThresholdPercent",
    ["80"],
  ],
  "a soft eviction without a grace period": [
    nodeClass({ kubelet: { evictionSoft: { "memory.available": "5%" } } }),
    "nodeClasses.0.kubelet.evictionSoftGracePeriod.memory.available",
    ["1m30s"],
  ],
  "a grace period without a soft eviction": [
    nodeClass({ kubelet: { evictionSoftGracePeriod: { "memory.available": "1m" } } }),
    "nodeClasses.0.kubelet.evictionSoft.memory.available",
    ["threshold"],
  ],
  "an eviction by an unknown signal": [
    nodeClass({ kubelet: { evictionHard: { memory: "5%" } } }),
    "nodeClasses.0.kubelet.evictionHard.memory",
    ["memory.available"],
  ],
  "a negative reservation": [
    nodeClass({ kubelet: { kubeReserved: { cpu: "-100m" } } }),
    "nodeClasses.0.kubelet.kubeReserved.cpu",
    ["not negative"],
  ],
  "podsPerCore with Bottlerocket": [
    nodeClass({ preset: "bottlerocket", kubelet: { podsPerCore: 4 } }),
    "nodeClasses.0.kubelet.podsPerCore",
    ["maxPods"],
  ],
  "a reservation's id beside tags": [
    nodeClass({ capacityReservationSelectorTerms: [{ id: "cr-1", tags: { a: "b" } }] }),
    "nodeClasses.0.capacityReservationSelectorTerms.0.id",
    ["must stand alone"],
  ],
  "an owner of reservations alone": [
    nodeClass({ capacityReservationSelectorTerms: [{ ownerID: "111122223333" }] }),
    "nodeClasses.0.capacityReservationSelectorTerms.0",
    ["selects nothing"],
  ],
  // The whole
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
};

describe("the karpenter config", () => {
  for (const [name, [found, path, words, tier]] of Object.entries(cases)) {
    it(`refuses ${name}`, () => {
      const [line, ...others] = refusals(found, tier).filter((issue) => issue.startsWith(`${path}: `));
      expect(line, refusals(found, tier).join("\n")).to.be.a("string");
      expect(others).to.be.empty;
      for (const word of words) expect(line).to.include(word);
    });
  }

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
