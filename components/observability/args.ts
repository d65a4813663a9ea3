import type * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "./configTypes.ts";
import type { MeasuredApplication, WatchedSchedule } from "./rules/types.ts";

export type { MeasuredApplication, WatchedSchedule } from "./rules/types.ts";

/** What an ObservabilityComponent is made from. */
export interface ObservabilityArgs {
  /** Name of the cluster, which every series and alert that leaves it carries. */
  readonly clusterName: string;
  /** The stack's observability, checked and with its defaults filled in. The component is made only where it is enabled. */
  readonly config: ObservabilityConfig;
  /** Name of a storage class whose volumes are encrypted. */
  readonly storageClass: string;
  /** What else the platform has; there are rules about that and nothing else. */
  readonly watched: Watched;
}

/** What is watched besides the cluster itself. */
export interface Watched {
  readonly karpenter: boolean;
  readonly rollouts: boolean;
  /** Velero's schedules that are not paused; undefined where there is no Velero. */
  readonly backups: readonly WatchedSchedule[] | undefined;
  /** Applications with metrics of their own. */
  readonly applications: readonly MeasuredApplication[];
}

/** What each group of children is made with. */
export interface ObservabilityContext extends ObservabilityArgs {
  /** Name of the component; every child's name begins with it. */
  readonly name: string;
  /** The component. */
  readonly parent: pulumi.Resource;
}
