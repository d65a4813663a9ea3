import { z } from "zod";

/** What is recovered in one go, and by the same means. */
export const RECOVERY_CLASSES = ["controlPlane", "nodes", "stateless", "stateful", "region"] as const;
export type RecoveryClass = (typeof RECOVERY_CLASSES)[number];

/** What a drill measures a recovery against. */
export interface RecoveryTarget {
  /** Minutes from the loss until it works again. */
  readonly timeMinutes: number;
  /** Minutes of changes that may be lost; 0 where nothing is, because it is rebuilt from code. */
  readonly pointMinutes: number;
}

/** A target for each class. */
export type RecoveryTargets = Readonly<Record<RecoveryClass, RecoveryTarget>>;

/** The platform's own targets: AWS runs the control plane, code rebuilds nodes and what keeps no state, backups the rest. */
export const DEFAULT_RECOVERY_TARGETS: RecoveryTargets = {
  controlPlane: { timeMinutes: 5, pointMinutes: 0 },
  nodes: { timeMinutes: 10, pointMinutes: 0 },
  stateless: { timeMinutes: 15, pointMinutes: 0 },
  stateful: { timeMinutes: 60, pointMinutes: 60 },
  region: { timeMinutes: 240, pointMinutes: 60 },
};

const target = (byDefault: RecoveryTarget) =>
  z
    .strictObject({
      /** Minutes from the loss until it works again. */
      timeMinutes: z.int().min(1, "allowed is 1 minute or more").default(byDefault.timeMinutes),
      /** Minutes of changes that may be lost; 0 where it is rebuilt from code. */
      pointMinutes: z.int().min(0, "allowed is 0 minutes or more").default(byDefault.pointMinutes),
    })
    .prefault({});

/** Schema of `recoveryTargets`; each class and each number of it may be left out. */
export const recoveryTargetsSchema = z
  .strictObject({
    /** The API server and etcd, which AWS runs. Default: 5 minutes, nothing lost. */
    controlPlane: target(DEFAULT_RECOVERY_TARGETS.controlPlane),
    /** Nodes and their pools. Default: 10 minutes, nothing lost. */
    nodes: target(DEFAULT_RECOVERY_TARGETS.nodes),
    /** Workloads that keep no state. Default: 15 minutes, nothing lost. */
    stateless: target(DEFAULT_RECOVERY_TARGETS.stateless),
    /** Workloads with volumes. Default: 60 minutes, up to 60 minutes lost. */
    stateful: target(DEFAULT_RECOVERY_TARGETS.stateful),
    /** The whole platform in another region. Default: 240 minutes, up to 60 minutes lost. */
    region: target(DEFAULT_RECOVERY_TARGETS.region),
  })
  .prefault({});
