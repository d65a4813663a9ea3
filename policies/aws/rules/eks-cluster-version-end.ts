import { daysUntil, findVersion, today, TODAY_PARAMETER } from "../support/eksVersions.ts";
import { resourceRule } from "../support/rule.ts";
import { CLUSTER } from "../support/types.ts";

/** The upgrade is planned before it is urgent. */
export const eksClusterVersionEnd = resourceRule({
  name: "eks-cluster-version-end",
  description: "Plan the upgrade of the cluster in good time before standard support of its Kubernetes version ends.",
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
    const days = daysUntil(found.standardUntil, today(config.today));
    if (days >= 0 && days <= (config.warnDays as number)) {
      report(`${version.described()}, whose standard support ends on ${found.standardUntil}, in ${days} days`);
    }
  },
});
