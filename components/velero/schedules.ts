import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { VELERO_NAMESPACE, type VeleroContext } from "./args.ts";
import { scheduleSpec } from "./scheduleSpec.ts";

/** A Schedule for each configured one: resources of their own, so that reviews and policies see them one by one. */
export function makeSchedules({ name, parent, config }: VeleroContext, release: pulumi.Resource): pulumi.Resource[] {
  return Object.entries(config.schedules).map(
    ([schedule, settings]) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-${schedule}`,
        {
          apiVersion: "velero.io/v1",
          kind: "Schedule",
          metadata: { name: schedule, namespace: VELERO_NAMESPACE },
          spec: scheduleSpec(settings),
        },
        // The chart brings the kind.
        { parent, dependsOn: [release] },
      ),
  );
}
