import type * as pulumi from "@pulumi/pulumi";
import type { ScalingTier } from "./config.ts";

/** What `eks.Cluster` does not offer. */
export interface ClusterSettings {
  readonly zonalShift: boolean;
  readonly controlPlaneScalingTier: ScalingTier;
}

/** Type of the resource that is the cluster itself, a child of the `eks.Cluster` component. */
const CLUSTER_TYPE = "aws:eks/cluster:Cluster";

/**
 * Inputs of the cluster with what `eks.Cluster` leaves out or fixes.
 *
 * The component makes whoever creates the cluster its administrator for ever, and nothing in this stack would say so.
 * Here the access entries say who gets in, and nobody else does.
 */
export function withSettings(inputs: pulumi.Inputs, settings: ClusterSettings): pulumi.Inputs {
  return {
    ...inputs,
    accessConfig: { ...(inputs.accessConfig as object), bootstrapClusterCreatorAdminPermissions: false },
    zonalShiftConfig: { enabled: settings.zonalShift },
    controlPlaneScalingConfig: { tier: settings.controlPlaneScalingTier },
  };
}

/**
 * A transform that gives the cluster inside an `eks.Cluster` component these settings, and leaves its other children.
 *
 * @param dependsOn what must outlive the cluster. A `dependsOn` on the component orders only the making: the engine
 *   deletes by the dependencies of each resource, and would take a role's policies away while EKS still needs them.
 */
export function clusterTransform(
  settings: ClusterSettings,
  dependsOn: readonly pulumi.Resource[],
): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === CLUSTER_TYPE
      ? { props: withSettings(props, settings), opts: { ...opts, dependsOn: [...dependsOn] } }
      : undefined;
}
