import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { VELERO_CHART } from "../shared/versions.ts";
import type { VeleroContext } from "./args.ts";
import type { MadeBucket } from "./bucket.ts";
import { veleroValues } from "./values.ts";

/** What the release is made with, besides the context. */
export interface ReleaseArgs {
  readonly namespace: kubernetes.core.v1.Namespace;
  readonly bucket: Pick<MadeBucket, "bucketName" | "keyArn" | "ready">;
  /** What must be there before the first pod: its role, and the rules about whom it may talk to. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Seconds for the hook that upgrades CRDs, and for the server to become ready. */
const TIMEOUT_SECONDS = 600;

/** Velero itself. Its objects (backups, restores) live in the namespace and stay when the release is upgraded. */
export function makeRelease(
  context: VeleroContext,
  { namespace, bucket, dependsOn }: ReleaseArgs,
): kubernetes.helm.v3.Release {
  const { name, parent, scope, clusterName, config, serviceMonitors } = context;
  return new kubernetes.helm.v3.Release(
    `${name}-release`,
    {
      name: "velero",
      namespace: namespace.metadata.name,
      chart: VELERO_CHART.chart,
      version: VELERO_CHART.version,
      repositoryOpts: { repo: VELERO_CHART.repository },
      values: veleroValues({
        region: scope.region,
        clusterName,
        bucket: bucket.bucketName,
        keyArn: bucket.keyArn,
        nodeAgent: config.nodeAgent,
        serviceMonitors,
        ...(config.restoreFrom && { readFrom: config.restoreFrom.region }),
      }),
      timeout: TIMEOUT_SECONDS,
      // A failed first installation would otherwise stand in the way of the next.
      atomic: true,
    },
    { parent, dependsOn: [...dependsOn, ...bucket.ready] },
  );
}
