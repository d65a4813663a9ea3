import { itRefuses, pool } from "./support.ts";

const requirement = (fields: object) =>
  pool({ requirements: [{ key: "example.com/team", operator: "In", values: ["a"], ...fields }] });

describe("the requirements of a node pool", () => {
  itRefuses({
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
    "more minValues than values": [
      requirement({ minValues: 2 }),
      "nodePools.0.requirements.0.values",
      ["with 1 value is", "at most 1"],
    ],
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
  });
});
