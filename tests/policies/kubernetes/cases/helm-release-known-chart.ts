import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../support/cases.ts";
import { change } from "../support/cases.ts";
import { release } from "../support/fixtures.ts";

const karpenter = change(release("karpenter", {}), "chart", "oci://public.ecr.aws/karpenter/karpenter");
const velero = change(release("velero", {}), "repositoryOpts.repo", "https://vmware-tanzu.github.io/helm-charts/");

export const cases: RuleCases = {
  rule: "helm-release-known-chart",
  passes: {
    "passes a chart of the table by its address in a registry": karpenter,
    "passes a chart of the table from its repository": velero,
    "passes a chart from elsewhere that its parameter names, in whole": {
      plan: change(karpenter, "chart", "./charts/velero/"),
      parameters: { charts: ["./charts/velero/"] },
    },
    "passes a chart that its parameter names": { plan: release("podinfo", {}), parameters: { charts: ["podinfo"] } },
  },
  refuses: {
    "tells of a chart that only has the name of one of the table": {
      plan: [
        change(karpenter, "chart", "./evil/karpenter-crd"),
        { ...change(karpenter, "chart", "eks/aws-load-balancer-controller"), name: "alias" },
        { ...change(velero, "repositoryOpts.repo", "https://charts.example.com"), name: "other" },
        { ...change(karpenter, "chart", "oci://public.ecr.aws/evil/karpenter"), name: "registry" },
      ],
      says: [
        "chart karpenter-crd: it comes from a path or a repository of the machine that deploys",
        "chart aws-load-balancer-controller: it comes from a path",
        "chart velero: it comes from https://charts.example.com/velero",
        "chart karpenter: it comes from oci://public.ecr.aws/evil/karpenter",
      ],
    },
    "tells of files of values and of commands that change what is installed": {
      plan: change(change(velero, "valueYamlFiles", [{ path: "values.yaml" }]), "postrender", "./change.sh"),
      says: ["valueYamlFiles is set: no rule can see", "postrender is set: no rule can see"],
    },
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
