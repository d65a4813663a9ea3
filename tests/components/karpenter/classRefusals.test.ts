import { itRefuses } from "./support.ts";

const nodeClass = (fields: object) => ({
  nodeClasses: [{ name: "own", ...fields }],
  nodePools: [{ preset: "general", nodeClass: "own" }],
});
const image = (...terms: object[]) => nodeClass({ amiSelectorTerms: terms });

describe("a node class", () => {
  itRefuses({
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
  });
});
