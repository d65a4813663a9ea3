import type { RecoveryClass } from "../common/targets.ts";

/** How a drill ended. `environment` says nothing about the backups. */
export type Result = "passed" | "failed" | "interrupted" | "environment";

/** One timed step. */
export interface Phase {
  readonly name: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly passed: boolean;
}

/** One thing that was to be proved. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
}

/** A recovery against its target. */
export interface Measurement {
  readonly recoveryClass: RecoveryClass;
  readonly timeTargetMinutes: number;
  /** Undefined when the drill ended before recovery did. */
  readonly timeAchievedSeconds?: number;
  readonly pointTargetMinutes: number;
  /** How old the data was that came back. */
  readonly pointAchievedSeconds?: number;
  /** How long the backup took to be made: an hourly one is usable that much later than an hour after the one before. */
  readonly pointGraceSeconds?: number;
  /** What the figures mean. */
  readonly note: string;
}

/** Objects of one kind in one namespace, backup against cluster. */
export interface KindComparison {
  readonly namespace: string;
  readonly resource: string;
  readonly expected: number;
  readonly restored: number;
  /** Over all objects of the kind; left out for Secrets, whose digests could be guessed from. */
  readonly expectedDigest?: string;
  readonly restoredDigest?: string;
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  readonly unexpected: readonly string[];
}

/** Everything a drill has to say. */
export interface Report {
  readonly formatVersion: 1;
  readonly drill: "restore" | "recover";
  readonly mode: string;
  readonly run: string;
  /** Where it ran: context, cluster, stack, server. */
  readonly target: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly result: Result;
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Why it did not pass. */
  readonly reason?: string;
  readonly phases: readonly Phase[];
  readonly checks: readonly Check[];
  readonly measurements: readonly Measurement[];
  readonly comparison: readonly KindComparison[];
  /** Facts worth keeping: which backup, which digest, which cost. */
  readonly facts: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
  readonly leftBehind: readonly string[];
}
