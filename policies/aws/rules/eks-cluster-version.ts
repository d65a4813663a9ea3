import { daysUntil, findVersion, today, TODAY_PARAMETER } from "../support/eksVersions.ts";
import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** The cluster gets security fixes without the surcharge of extended support, and does not move on by itself. */
export const eksClusterVersion = resourceRule({
  name: "eks-cluster-version",
  description: "Pin a Kubernetes version that EKS supports: set version, and upgrade before its standard support ends.",
  types: [CLUSTER],
  parameters: {
    today: TODAY_PARAMETER,
    allowExtendedSupport: {
      type: "boolean",
      default: false,
      description: "Whether a version in extended support, which costs six times as much per hour, will do.",
    },
  },
  check({ props, config, require, report }) {
    const version = props.get("version");
    require(version, (field) => /^1\.\d+$/.test(field.text() ?? ""), 'pin a version such as "1.35"');
    const found = findVersion(version.text() ?? "");
    if (found === "older") report(`${version.described()}, which EKS no longer runs; upgrade`);
    if (found === undefined || typeof found === "string") return;
    const day = today(config.today);
    if (daysUntil(found.extendedUntil, day) < 0) {
      report(`${version.described()}, whose extended support ended on ${found.extendedUntil}; upgrade`);
    } else if (daysUntil(found.standardUntil, day) < 0 && config.allowExtendedSupport !== true) {
      report(`${version.described()}, whose standard support ended on ${found.standardUntil}; upgrade`);
    }
  },
});
