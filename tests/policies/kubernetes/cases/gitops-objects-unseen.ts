import { UNKNOWN } from "../../../support/policies.ts";
import type { RuleCases } from "../support/cases.ts";
import { deployment } from "../support/fixtures.ts";

const application = {
  type: "kubernetes:argoproj.io/v1alpha1:Application",
  name: "shop",
  props: { metadata: { name: "shop" }, spec: { source: { repoURL: "https://git.example.com/shop" } } },
};

export const cases: RuleCases = {
  rule: "gitops-objects-unseen",
  passes: {
    "passes objects that are declared here": deployment,
    "passes what is checked elsewhere": { plan: application, parameters: { reviewed: ["shop"] } },
  },
  refuses: {
    "tells of what Argo CD and Flux install": {
      plan: [
        application,
        { type: "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease", name: "chart", props: { spec: {} } },
        { type: "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization", name: "tree", props: { spec: {} } },
      ],
      says: [
        "Application shop declares objects that the rules cannot see",
        "HelmRelease chart declares",
        "Kustomization tree declares",
      ],
    },
    "tells of what is not the one that is checked elsewhere": {
      plan: application,
      parameters: { reviewed: ["web"] },
      says: ["Application shop"],
    },
  },
  unclear: {
    "advises on a list that is not known": {
      plan: { type: "kubernetes:argoproj.io/v1alpha1:ApplicationList", name: "list", props: { items: UNKNOWN } },
      unknown: "items",
      says: [],
    },
  },
};
