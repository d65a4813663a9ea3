import * as kubernetes from "@pulumi/kubernetes";
import type { ObservabilityContext } from "./args.ts";
import { ruleGroups } from "./rules/index.ts";
import { prometheusRuleSpec } from "./rules/prometheusRule.ts";

/** A PrometheusRule for each subject. They need their kind alone: rules are there before Prometheus is. */
export function makeRules(
  { name, parent, config, watched }: ObservabilityContext,
  namespace: kubernetes.core.v1.Namespace,
): kubernetes.apiextensions.CustomResource[] {
  const { objectives, thresholds, runbookBaseUrl } = config;
  return ruleGroups({ ...watched, objectives, thresholds }).map(
    (group) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-rules-${group.subject}`,
        {
          apiVersion: "monitoring.coreos.com/v1",
          kind: "PrometheusRule",
          metadata: { name: `eks-platform-${group.subject}`, namespace: namespace.metadata.name },
          spec: prometheusRuleSpec(group, runbookBaseUrl),
        },
        { parent },
      ),
  );
}
