import { chartOf, componentsOf, RELEASE_KINDS } from "../support/helm.ts";
import { strings } from "../support/parameters.ts";
import { resourceRule } from "../support/rule.ts";

/** Says where the pack is blind, which silence would hide. */
export const helmReleaseKnownChart = resourceRule({
  name: "helm-release-known-chart",
  description: "Install charts whose values the rules can read, or tell the rules where a chart keeps its resources.",
  enforcementLevel: "advisory",
  kinds: RELEASE_KINDS,
  parameters: {
    charts: strings(
      [],
      "Charts that are described by the parameter of helm-release-resource-requests, or reviewed by hand.",
    ),
  },
  inspect: (release, findings, { charts }) => {
    const chart = chartOf(release);
    if (chart === undefined) {
      findings.violation("chart is not set");
    } else if (!charts.includes(chart) && componentsOf(chart, {}) === undefined) {
      findings.violation(
        `chart ${chart}: no rule can see inside it; give the paths of its containers' resources in the parameter charts of helm-release-resource-requests, and its name here`,
      );
    }
  },
});
