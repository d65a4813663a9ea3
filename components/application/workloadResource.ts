import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ApplicationContext, metadata } from "./args.ts";
import { labelsOf } from "./names.ts";
import { rolloutSpec } from "./rollout.ts";
import { deploymentSpec } from "./workload.ts";

/** The Deployment, or the Rollout; never both. */
export function makeWorkload(
  { name, parent, config }: ApplicationContext,
  dependsOn: pulumi.Resource[],
): pulumi.Resource {
  const { strategy } = config;
  const described = metadata(config, config.name, labelsOf(config.name));
  // The number belongs to the autoscaler from its first decision on.
  const ignoreChanges = config.autoscaling ? ["spec.replicas"] : [];
  const opts = { parent, dependsOn, ignoreChanges };
  if (strategy.kind === "rolling") {
    return new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      { metadata: described, spec: deploymentSpec(config, strategy) },
      opts,
    );
  }
  return new kubernetes.apiextensions.CustomResource(
    `${name}-rollout`,
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Rollout",
      metadata: {
        ...described,
        // Pulumi does not know Rollouts. This makes a new one wait until it serves, so that a Deployment it takes over
        // from is not deleted before; the condition holds all through later releases, which are not waited for.
        annotations: { "pulumi.com/waitFor": "condition=Available" },
      },
      spec: rolloutSpec(config, strategy),
    },
    opts,
  );
}
