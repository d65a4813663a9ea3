import { chartOf, componentsOf, isFromItsSource, RELEASE_KINDS, sourceOf } from "../support/helm.ts";
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
      "Charts that are described by the parameter of helm-release-resource-requests, or reviewed by hand: by name, or as the release gives them.",
    ),
  },
  inspect: (release, findings, { charts }) => {
    findings.check(() => {
      const files = release.body.get("valueYamlFiles");
      if (files.isUnknown() || files.truthy()) {
        findings.violation(`${files.path} is set: no rule can see what is in the files; give it as values`);
      }
    });
    findings.check(() => {
      const command = release.body.get("postrender");
      if (command.given()) findings.violation(`${command.path} is set: no rule can see what it changes; remove it`);
    });
    const chart = chartOf(release);
    if (chart === undefined) {
      findings.violation("chart is not set");
      return;
    }
    if (charts.includes(chart) || charts.includes(release.body.get("chart").string() ?? "")) return;
    const source = sourceOf(release);
    if (componentsOf(chart, {}) === undefined) {
      findings.violation(
        `chart ${chart}: no rule can see inside it; give the paths of its containers' resources in the parameter charts of helm-release-resource-requests, and its name here`,
      );
    } else if (source === undefined || !isFromItsSource(chart, source)) {
      findings.violation(
        `chart ${chart}: it comes from ${source ?? "a path or a repository of the machine that deploys"}, and the rules know the one of its own project; review it, and name it in the parameter charts`,
      );
    }
  },
});
