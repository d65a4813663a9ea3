import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../support/cases.ts";
import { change } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";

const karpenter = release("karpenter", {});

export const cases: RuleCases = {
  rule: "helm-release-known-chart",
  passes: {
    "passes a chart of the table": karpenter,
    "passes a chart of the table by its OCI address": change(
      karpenter,
      "chart",
      "oci://public.ecr.aws/karpenter/karpenter",
    ),
    "passes a chart of the table by its repository and by a path": [
      change(karpenter, "chart", "eks/aws-load-balancer-controller"),
      { ...change(karpenter, "chart", "./charts/velero/"), name: "local" },
    ],
    "passes a chart that its parameter names": { plan: release("podinfo", {}), parameters: { charts: ["podinfo"] } },
  },
  refuses: {
    "tells of a chart that nobody described, and what to do": {
      plan: release("podinfo", {}),
      says: [
        "chart podinfo: no rule can see inside it; give the paths of its containers' resources in the parameter charts",
      ],
    },
    "takes no inherited property for a chart": {
      plan: release("constructor", {}),
      says: ["chart constructor: no rule can see inside it"],
    },
    "tells of a release without a chart": { plan: change(karpenter, "chart", undefined), says: ["chart is not set"] },
  },
  unclear: {
    "advises on a chart that is not known": { plan: change(karpenter, "chart", UNKNOWN), unknown: "chart", says: [] },
  },
};
