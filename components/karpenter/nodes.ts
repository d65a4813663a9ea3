import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { regionalArn } from "../shared/aws.ts";
import { platformNames } from "../shared/names.ts";
import type { KarpenterContext } from "./args.ts";
import { durationSeconds } from "../shared/durations.ts";
import { nodeClassSpec } from "./nodeClassSpec.ts";
import { nodePoolSpec, zonedPools } from "./nodePoolSpec.ts";
import { isGpuPool } from "./poolFacts.ts";

/** Minutes beyond the termination grace period for instances to end and Karpenter to see it. */
const DELETE_MARGIN_MINUTES = 15;

/** The whole object goes only when what belongs to it has gone: nodes with their pool, Pulumi waiting. */
const WAIT_FOR_NODES = { "pulumi.com/deletionPropagationPolicy": "foreground" };

/** What nodes need, by what needs it. */
export interface NodePrerequisites {
  /** The controller, the nodes' role, their key: as long as there is a class. */
  readonly all: readonly pulumi.Resource[];
  /** The device plugin: as long as there is a pool with GPUs. */
  readonly gpu: readonly pulumi.Resource[];
}

/**
 * The node classes, and after them the pools. Deletion runs the other way: deleting a pool waits until its nodes are
 * drained and ended, while their class, their role and the controller still live.
 *
 * @returns the pools, which applications depend on
 */
export function makeNodes(
  context: KarpenterContext,
  needed: NodePrerequisites,
): kubernetes.apiextensions.CustomResource[] {
  const { name, parent, scope, clusterName, config } = context;
  const names = platformNames(clusterName);
  const classes = config.nodeClasses.map(
    (nodeClass) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-class-${nodeClass.name}`,
        {
          apiVersion: "karpenter.k8s.aws/v1",
          kind: "EC2NodeClass",
          metadata: { name: nodeClass.name },
          spec: nodeClassSpec(nodeClass, {
            role: names.karpenterNodeRole,
            discoveryTag: context.discoveryTag,
            volumeKey: regionalArn(scope, "kms", `alias/${names.karpenterVolumeKeyAlias}`),
            tags: context.tags,
          }),
        },
        { parent, dependsOn: [...needed.all], customTimeouts: { delete: `${DELETE_MARGIN_MINUTES}m` } },
      ),
  );
  return zonedPools(config.nodePools, context.zones).map((zoned) => {
    const drain = Math.ceil(durationSeconds(zoned.pool.terminationGracePeriod) / 60);
    return new kubernetes.apiextensions.CustomResource(
      `${name}-pool-${zoned.name}`,
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: zoned.name, annotations: WAIT_FOR_NODES },
        spec: nodePoolSpec(zoned),
      },
      {
        parent,
        dependsOn: [...needed.all, ...classes, ...(isGpuPool(zoned.pool) ? needed.gpu : [])],
        customTimeouts: { delete: `${drain + DELETE_MARGIN_MINUTES}m` },
      },
    );
  });
}
