import { DrillFailure } from "../common/errors.ts";
import { listAt, numberAt, textAt } from "../common/json.ts";
import type { KubeObject } from "../kube/objects.ts";

/** Where a backup or restore stands. */
export type Standing = "running" | "completed" | "failed";

/** Phases that are the end, and no good one. Source: Velero v1.18 CRDs, status.phase of Backup and Restore. */
const FAILED = ["PartiallyFailed", "Failed", "FailedValidation", "Deleting"];

/**
 * Where a backup or restore stands by its phase. A phase that is not known yet is one on the way: Velero has added some
 * with most versions, and what never ends is caught by the drill's timeout.
 */
export function standing(object: KubeObject): Standing {
  const phase = phaseOf(object);
  if (phase === "Completed") return "completed";
  return FAILED.includes(phase) ? "failed" : "running";
}

/** The phase in Velero's word; `New` before Velero has seen the object. */
export function phaseOf(object: KubeObject): string {
  return textAt(object, "status", "phase") ?? "New";
}

/** Why a backup or restore did not complete, in one line. */
export function describeEnd(object: KubeObject): string {
  const validation = listAt(object, "status", "validationErrors").filter((line) => typeof line === "string");
  const errors = numberAt(object, "status", "errors") ?? 0;
  const parts = [
    textAt(object, "status", "failureReason"),
    ...validation,
    errors > 0 ? `${errors} ${errors === 1 ? "error" : "errors"} in its log` : undefined,
  ].filter((part) => part !== undefined);
  return `ended ${phaseOf(object)}${parts.length > 0 ? `: ${parts.join("; ")}` : ""}`;
}

/**
 * Whether all that went wrong with a restore is that Velero could not store its log. Velero counts that as one error, always,
 * where it may only read its storage; a second one is a real one. Which objects came back is for the comparison to say.
 * Source: velero-io/velero v1.18.2, pkg/controller/restore_controller.go, `runValidatedRestore`.
 */
export function lacksOnlyItsLog(restore: KubeObject): boolean {
  return phaseOf(restore) === "PartiallyFailed" && numberAt(restore, "status", "errors") === 1;
}

/** @throws DrillFailure unless it completed */
export function assertCompleted(object: KubeObject): void {
  if (standing(object) === "completed") return;
  throw new DrillFailure(`${object.kind ?? "It"} ${object.metadata.name} ${describeEnd(object)}`);
}
