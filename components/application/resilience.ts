import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ApplicationContext, metadata } from "./args.ts";
import { autoscalerSpec } from "./autoscaler.ts";
import { labelsOf, selectorLabels } from "./names.ts";

/** What keeps enough pods running: the autoscaler, and the budget that drains have to respect. */
export function makeResilience({ name, parent, config }: ApplicationContext, workload: pulumi.Resource): void {
  const described = metadata(config, config.name, labelsOf(config.name));
  if (config.autoscaling) {
    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      { metadata: described, spec: autoscalerSpec(config, config.autoscaling) },
      { parent, dependsOn: [workload] },
    );
  }
  if (config.disruptionBudget) {
    new kubernetes.policy.v1.PodDisruptionBudget(
      `${name}-disruption-budget`,
      {
        metadata: described,
        spec: {
          ...config.disruptionBudget,
          selector: { matchLabels: { ...selectorLabels(config.name) } },
          // A pod that is not ready serves nobody; keeping it would only hold up the drain.
          unhealthyPodEvictionPolicy: "AlwaysAllow",
        },
      },
      { parent },
    );
  }
}
