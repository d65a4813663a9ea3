import type * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../shared/aws.ts";
import type { ObservabilityConfig } from "./configTypes.ts";
import type { MeasuredApplication, WatchedSchedule } from "./rules/types.ts";

export type { MeasuredApplication, WatchedSchedule } from "./rules/types.ts";

/** What an ObservabilityComponent is made from. */
export interface ObservabilityArgs {
  /** Where the cluster lives. */
  readonly scope: AwsScope;
  /** Name of the cluster, which every series and alert that leaves it carries. */
  readonly clusterName: string;
  /** Name of the cluster as an Output of the made cluster, so that Pod Identity waits for it. */
  readonly cluster: pulumi.Input<string>;
  /** The stack's observability, checked and with its defaults filled in. The component is made only where it is enabled. */
  readonly config: ObservabilityConfig;
  /** Name of a storage class whose volumes are encrypted. */
  readonly storageClass: string;
  /** Whether names are resolved on each node, as with EKS Auto Mode, and not by pods. */
  readonly namesOnNodes: boolean;
  /** What must be there before alerts are announced on the topic of the stack's alarms; absent where it has none. */
  readonly topic?: readonly pulumi.Resource[];
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
