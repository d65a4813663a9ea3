import { DrillFailure } from "../common/errors.ts";
import { textAt } from "../common/json.ts";
import type { KubeObject } from "../kube/objects.ts";
import type { StoredObject } from "../velero/archive.ts";
import { isCompared, isOfJob, NEVER_DRILLED } from "./exclusions.ts";

/** Namespaces a backup holds anything of, without the cluster's own. @throws DrillFailure when there are none */
export function namespacesOf(backup: string, stored: readonly StoredObject[]): string[] {
  const names = new Set(stored.flatMap(({ namespace }) => namespace ?? []));
  const drilled = [...names].filter((name) => !NEVER_DRILLED.includes(name)).sort();
  if (drilled.length === 0) {
    throw new DrillFailure(
      `Backup ${backup} is empty: it holds ${stored.length} objects, none of them in a namespace.`,
    );
  }
  return drilled;
}

/** The objects that must be there, and the same, after a restore that left out the kinds `left`. */
export function expectedOf(
  stored: readonly StoredObject[],
  namespaces: readonly string[],
  left: readonly string[],
): StoredObject[] {
  return stored.filter(
    ({ namespace, resource, object }) =>
      namespace !== undefined && namespaces.includes(namespace) && counts(resource, object, left),
  );
}

/** Whether an object, of the backup or restored, is one to compare. */
export function counts(resource: string, object: KubeObject, left: readonly string[]): boolean {
  return (
    isCompared(resource, object.metadata.name, left) &&
    !isOfJob(object.metadata.labels) &&
    // Velero leaves the API server to make such tokens anew.
    textAt(object, "type") !== "kubernetes.io/service-account-token"
  );
}

/** How many pods of a namespace ran when the backup was made; that many must run again. */
export function runningPods(stored: readonly StoredObject[], namespace: string): number {
  return stored.filter(
    (item) =>
      item.resource === "pods" &&
      item.namespace === namespace &&
      !isOfJob(item.object.metadata.labels) &&
      textAt(item.object, "status", "phase") === "Running",
  ).length;
}
