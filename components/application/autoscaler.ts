import type { ApplicationConfig, Autoscaling, ScalingRules } from "./config/types.ts";
import { workloadReference } from "./workload.ts";

/** Spec of the `autoscaling/v2` HorizontalPodAutoscaler of an application. */
export function autoscalerSpec(
  app: ApplicationConfig,
  { minReplicas, maxReplicas, cpu, memory, scaleUp, scaleDown, external }: Autoscaling,
) {
  return {
    scaleTargetRef: workloadReference(app),
    minReplicas,
    maxReplicas,
    metrics: [
      utilisation("cpu", cpu),
      utilisation("memory", memory),
      ...external.map(({ name, labels, averageValue }) => ({
        type: "External",
        external: {
          metric: { name, ...(Object.keys(labels).length > 0 && { selector: { matchLabels: { ...labels } } }) },
          target: { type: "AverageValue", averageValue },
        },
      })),
    ],
    ...((scaleUp ?? scaleDown) && {
      behavior: { ...(scaleUp && { scaleUp: rules(scaleUp) }), ...(scaleDown && { scaleDown: rules(scaleDown) }) },
    }),
  };
}

function utilisation(name: string, averageUtilization: number) {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function rules({ stabilizationWindowSeconds, policies }: ScalingRules) {
  return { stabilizationWindowSeconds, selectPolicy: "Max", policies: policies.map((policy) => ({ ...policy })) };
}
