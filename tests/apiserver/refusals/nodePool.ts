import { refusal, type Refusals, together } from "./refusal.ts";

const requirement = (fields: object) => ({
  key: "karpenter.k8s.aws/instance-category",
  operator: "In",
  values: ["m"],
  ...fields,
});
const requirements = (...fields: object[]) => fields.map(requirement);
const WHERE = "spec.template.spec.requirements";
const BUDGETS = "spec.disruption.budgets";
const LABELS = "spec.template.metadata.labels";

/** What Karpenter's definition has against a node pool. */
export const NODE_POOL: Refusals = {
  kind: "NodePool",
  name: "general",
  cases: {
    "a field with a slip in its name": refusal("spec.waight", 10, ".spec.waight: field not declared in schema"),
    "a label of Karpenter's own domain": refusal(
      LABELS,
      { "karpenter.sh/team": "core" },
      'label domain "karpenter.sh" is restricted',
    ),
    "a label of the AWS provider's domain that is none of its labels": refusal(
      LABELS,
      { "karpenter.k8s.aws/team": "core" },
      'label domain "karpenter.k8s.aws" is restricted',
    ),
    "a label that names the node": refusal(
      LABELS,
      { "kubernetes.io/hostname": "one" },
      'label "kubernetes.io/hostname" is restricted',
    ),
    "a requirement on a restricted label": refusal(
      WHERE,
      requirements({ key: "karpenter.sh/nodepool" }),
      'label "karpenter.sh/nodepool" is restricted',
    ),
    "a requirement on a label the AWS provider does not have": refusal(
      WHERE,
      requirements({ key: "karpenter.k8s.aws/instance-pods" }),
      'label domain "karpenter.k8s.aws" is restricted',
    ),
    "In without values": refusal(
      WHERE,
      requirements({ values: [] }),
      "requirements with operator 'In' must have a value defined",
    ),
    "Gt with two values": refusal(
      WHERE,
      requirements({ key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["2", "3"] }),
      "must have a single positive integer value",
    ),
    "Lte with a negative value": refusal(
      WHERE,
      requirements({ key: "karpenter.k8s.aws/instance-cpu", operator: "Lte", values: ["-1"] }),
      "must have a single positive integer value",
    ),
    "more distinct values wanted than are given": refusal(
      WHERE,
      requirements({ minValues: 2 }),
      "requirements with 'minValues' must have at least that many values",
    ),
    "more distinct values wanted than Karpenter counts": refusal(
      WHERE,
      requirements({ operator: "Exists", values: [], minValues: 51 }),
      "should be less than or equal to 50",
    ),
    "an operator that is none": refusal(WHERE, requirements({ operator: "Near" }), 'Unsupported value: "Near"'),
    "a budget's schedule without a duration": refusal(
      BUDGETS,
      [{ nodes: "0", schedule: "@daily" }],
      "'schedule' must be set with 'duration'",
    ),
    "a budget's duration without a schedule": refusal(
      BUDGETS,
      [{ nodes: "0", duration: "8h" }],
      "'schedule' must be set with 'duration'",
    ),
    "a budget's duration in days": refusal(
      BUDGETS,
      [{ nodes: "0", schedule: "@daily", duration: "1d" }],
      "spec.disruption.budgets[0].duration in body should match",
    ),
    "a budget of more than all nodes": refusal(
      BUDGETS,
      [{ nodes: "101%" }],
      "spec.disruption.budgets[0].nodes in body should match",
    ),
    "a budget's schedule that is none": refusal(
      BUDGETS,
      [{ nodes: "0", schedule: "nightly", duration: "8h" }],
      "spec.disruption.budgets[0].schedule in body should match",
    ),
    "a budget for a reason there is not": refusal(
      BUDGETS,
      [{ nodes: "1", reasons: ["Bored"] }],
      'Unsupported value: "Bored"',
    ),
    "a wait before consolidation in words": refusal(
      "spec.disruption.consolidateAfter",
      "30 seconds",
      "spec.disruption.consolidateAfter in body should match",
    ),
    "a consolidation policy there is not": refusal(
      "spec.disruption.consolidationPolicy",
      "Always",
      'Unsupported value: "Always"',
    ),
    "no wait before consolidation": refusal(
      "spec.disruption.consolidateAfter",
      undefined,
      "spec.disruption.consolidateAfter: Required value",
    ),
    "nodes that expire after days": refusal(
      "spec.template.spec.expireAfter",
      "30d",
      "spec.template.spec.expireAfter in body should match",
    ),
    "a termination grace period that is Never": refusal(
      "spec.template.spec.terminationGracePeriod",
      "Never",
      "spec.template.spec.terminationGracePeriod in body should match",
    ),
    "a weight over 100": refusal("spec.weight", 101, "should be less than or equal to 100"),
    "a weight of nothing": refusal("spec.weight", 0, "should be greater than or equal to 1"),
    "a class without a name": refusal("spec.template.spec.nodeClassRef.name", "", "name may not be empty"),
    "no class": refusal(
      "spec.template.spec.nodeClassRef",
      undefined,
      "spec.template.spec.nodeClassRef: Required value",
    ),
    "a class's group with its version": refusal(
      "spec.template.spec.nodeClassRef.group",
      "karpenter.k8s.aws/v1",
      "spec.template.spec.nodeClassRef.group in body should match",
    ),
    "a taint with an effect there is not": refusal(
      "spec.template.spec.taints",
      [{ key: "dedicated", value: "a", effect: "Never" }],
      'Unsupported value: "Never"',
    ),
    "a fixed number of nodes with a weight": refusal(
      "spec.replicas",
      3,
      "'weight' is not supported on static NodePools",
    ),
    "a fixed number of nodes with a limit of CPU": together(
      [
        ["spec.replicas", 3],
        ["spec.weight", undefined],
      ],
      "only 'limits.nodes' is supported on static NodePools",
    ),
    "a limit that is no quantity": refusal("spec.limits.cpu", "plenty", "spec.limits.cpu in body should match"),
    "no template": refusal("spec.template", undefined, "spec.template: Required value"),
  },
};
