import { componentsOf, chartOf, isInstalled, RELEASE_KINDS, resourcesOf } from "../support/helm.ts";
import { stringLists } from "../support/parameters.ts";
import { checkResources } from "../support/resources.ts";
import { resourceRule } from "../support/rule.ts";

/** The engine sees a Helm release as one resource, so its containers are looked for where the chart's values keep them. */
export const helmReleaseResourceRequests = resourceRule({
  name: "helm-release-resource-requests",
  description:
    "Set cpu and memory requests and a memory limit in the values of a Helm release, for every container its chart installs.",
  enforcementLevel: "mandatory",
  kinds: RELEASE_KINDS,
  parameters: {
    charts: stringLists(
      {},
      "More charts: the name of a chart and the paths of its containers' resources in its values; a path that ends in [] is that of a list of containers.",
    ),
  },
  inspect: (release, findings, { charts }) => {
    const chart = chartOf(release);
    if (chart === undefined) return;
    const values = release.body.get("values");
    for (const component of componentsOf(chart, charts) ?? []) {
      findings.check(() => {
        if (!isInstalled(component, values)) return;
        for (const resources of resourcesOf(component, values)) {
          checkResources(resources, `chart ${chart}, ${component.name}`, findings, component.preset);
        }
      });
    }
  },
});
