import { daysUntil, findVersion, inDays, today, TODAY_PARAMETER } from "../support/eksVersions.ts";
import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/**
 * The upgrade is planned before it is urgent. A cluster whose upgradePolicy asks for extended support has chosen it, and is
 * reminded of the end of that.
 */
export const eksClusterVersionEnd = resourceRule({
  name: "eks-cluster-version-end",
  description:
    "Plan the upgrade of the cluster in good time before support of its Kubernetes version ends: standard support, or extended where upgradePolicy asks for it.",
  level: "advisory",
  types: [CLUSTER],
  parameters: {
    today: TODAY_PARAMETER,
    warnDays: { type: "integer", minimum: 1, maximum: 365, default: 60, description: "Days before the end to warn." },
  },
  check({ props, config, report }) {
    const version = props.get("version");
    const found = findVersion(version.text() ?? "");
    if (found === undefined || found === "older") return;
    if (found === "newer") {
      report(`${version.described()}, which this pack does not know yet; update the pack`);
      return;
    }
    const extended = props.get("upgradePolicy").get("supportType").text() === "EXTENDED";
    const [kind, end] = extended ? ["extended", found.extendedUntil] : ["standard", found.standardUntil];
    const days = daysUntil(end, today(config.today));
    if (days < 0) {
      report(`${version.described()}, whose ${kind} support ended on ${end}; upgrade`);
    } else if (days <= (config.warnDays as number)) {
      report(`${version.described()}, whose ${kind} support ends on ${end}, ${inDays(days)}`);
    }
  },
});
