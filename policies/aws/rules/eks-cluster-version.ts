import { findVersion } from "../support/eksVersions.ts";
import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/**
 * The cluster's version is the stack's decision, and one that EKS still has. No date decides here: what was deployed
 * yesterday is not to be refused because a day has passed; eks-cluster-version-end speaks of dates, as advice.
 */
export const eksClusterVersion = resourceRule({
  name: "eks-cluster-version",
  description: "Pin a Kubernetes version that EKS has: set version.",
  types: [CLUSTER],
  check({ props, require, report }) {
    const version = props.get("version");
    require(version, (field) => /^1\.\d+$/.test(field.text() ?? ""), 'pin a version such as "1.35"');
    if (findVersion(version.text() ?? "") === "older") {
      report(`${version.described()}, which EKS no longer runs; upgrade`);
    }
  },
});
