import { labelOf, nameOf } from "../support/objects.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

/** Says where the pack is blind, which silence would hide: what such an object declares is made inside the cluster. */
export const gitopsObjectsUnseen = resourceRule({
  name: "gitops-objects-unseen",
  description: "Check what a controller installs from elsewhere where it is written, since no rule sees it here.",
  enforcementLevel: "advisory",
  kinds: new Set([
    "argoproj.io/Application",
    "argoproj.io/ApplicationSet",
    "helm.toolkit.fluxcd.io/HelmRelease",
    "kustomize.toolkit.fluxcd.io/Kustomization",
    "helm.cattle.io/HelmChart",
    "fleet.cattle.io/Bundle",
    "fleet.cattle.io/GitRepo",
    "helm.crossplane.io/Release",
    "kubernetes.crossplane.io/Object",
    "work.open-cluster-management.io/ManifestWork",
  ]),
  parameters: {
    reviewed: strings([], "Objects whose contents are checked elsewhere, by their names."),
  },
  inspect: (object, findings, { reviewed }) => {
    if (reviewed.length > 0 && reviewed.includes(nameOf(object))) return;
    findings.violation(
      `${labelOf(object)} declares objects that the rules cannot see; check them where they are written, and name it in the parameter reviewed`,
    );
  },
});
