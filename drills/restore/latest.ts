import { compareKinds, isSame } from "../compare/compare.ts";
import { DrillFailure } from "../common/errors.ts";
import { listAt, textAt } from "../common/json.ts";
import { drillNamespace, VELERO_NAMESPACE } from "../common/names.ts";
import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import { waitFor } from "../common/wait.ts";
import { type Right, rights, veleroRights } from "../kube/access.ts";
import { collection, isOf, type KubeObject } from "../kube/objects.ts";
import { type BackupContents, readArchive, type StoredObject } from "../velero/archive.ts";
import { measurementOf, type RestoredBackup } from "../velero/measure.ts";
import { fetchStored, restore } from "../velero/requests.ts";
import { checkAge, chooseSchedule, newestBackup } from "../velero/schedules.ts";
import { NOT_OF_JOBS, NOT_RESTORED } from "./exclusions.ts";
import { isolatedNamespace, isolation } from "./isolation.ts";
import { counts, expectedOf, namespacesOf, runningPods } from "./selection.ts";
import { enterSnapshotContents } from "./snapshots.ts";

/** What a drill of the latest backup must be allowed to do. */
export const LATEST_RIGHTS: readonly Right[] = [
  ...rights("namespaces", ["get", "create", "delete"]),
  ...rights("networkpolicies.networking.k8s.io", ["create"]),
  ...rights("pods", ["list"]),
  // Everything a backup may hold is read back; what may be read least is asked for here.
  ...rights("secrets", ["list"]),
  ...rights("volumesnapshotcontents.snapshot.storage.k8s.io", ["list", "patch", "delete"]),
  ...rights("configmaps", ["get", "create", "delete"], VELERO_NAMESPACE),
  ...veleroRights("schedules", "list"),
  ...veleroRights("backups", "list"),
  ...veleroRights("restores", "get", "create", "delete"),
  ...veleroRights("downloadrequests", "get", "create", "delete"),
  ...veleroRights("backupstoragelocations", "list"),
];

const LEFT_OUT = Object.keys(NOT_RESTORED);

/**
 * Restores the newest completed backup of a schedule into namespaces of its own, and compares every object with what the
 * backup holds.
 *
 * @throws DrillFailure where going on would prove nothing
 * @throws UsageError when no schedule can be chosen
 */
export async function latest(session: Session, wanted: string | undefined, recovery: StackRecovery): Promise<void> {
  const { clock, recorder, run } = session;
  const schedule = await chooseSchedule(session, wanted);
  const name = schedule.metadata.name;
  const begunAt = clock.now();
  const backup = await recorder.phase(`Find the newest backup of ${name}`, () => newestBackup(session, name));
  recorder.facts.schedule = name;
  recorder.facts.backup = backup.metadata.name;
  checkAge(session, schedule, backup);

  const contents = await recorder.phase("Read what it holds", () => read(session, backup));
  const namespaces = namespacesOf(backup.metadata.name, contents.objects);
  const mapping = Object.fromEntries(namespaces.map((namespace) => [namespace, drillNamespace(namespace, run)]));
  await recorder.phase("Make namespaces that are shut off", () => isolate(session, mapping, contents.objects));

  const restored = `drill-${run}`;
  const restoringAt = clock.now();
  // Velero makes them in no namespace, so they do not go with one.
  session.ledger.addLater((client) => enterSnapshotContents(client, session.ledger, restored, run));
  await recorder.phase("Restore it", () => restore(session, restored, restoreSpec(backup, mapping)));
  await recorder.phase("Compare with what the backup holds", () =>
    compare(session, contents.objects, mapping, restored),
  );
  await recorder.phase("Wait for its pods", () => podsReady(session, contents.objects, mapping));
  measure(session, { schedule: name, backup, lostAt: begunAt, restoringAt }, recovery);
}

async function read(session: Session, { metadata: { name } }: KubeObject): Promise<BackupContents> {
  const contents = await readArchive(await fetchStored(session, "BackupContents", name));
  session.recorder.facts.contents = `${contents.objects.length} objects, sha256 ${contents.digest}`;
  return contents;
}

async function isolate(
  { client, ledger, run }: Session,
  mapping: Readonly<Record<string, string>>,
  stored: readonly StoredObject[],
): Promise<void> {
  for (const [original, name] of Object.entries(mapping)) {
    ledger.addNamespace(name);
    await client.create("/api/v1/namespaces", isolatedNamespace(name, original, run, stored), isOf(run));
    const policies = collection("networking.k8s.io/v1", "networkpolicies", name);
    await client.create(policies, isolation(name, run), isOf(run));
  }
}

/** Only namespaces that are mapped are restored, so that nothing can come back where the real thing is. */
export function restoreSpec(backup: KubeObject, mapping: Readonly<Record<string, string>>): object {
  return {
    backupName: backup.metadata.name,
    includedNamespaces: Object.keys(mapping),
    namespaceMapping: mapping,
    excludedResources: LEFT_OUT,
    labelSelector: NOT_OF_JOBS,
    restorePVs: true,
    existingResourcePolicy: "none",
    // Hooks would run commands in restored containers.
    hooks: {},
  };
}

async function compare(
  { client, recorder }: Session,
  stored: readonly StoredObject[],
  namespaces: Readonly<Record<string, string>>,
  name: string,
): Promise<void> {
  const expected = expectedOf(stored, Object.keys(namespaces), LEFT_OUT);
  if (expected.length === 0) throw new DrillFailure("The backup holds nothing that could be compared.");
  const kinds = await compareKinds({
    client,
    expected,
    restore: name,
    mapping: { namespaces, scaledToZero: false },
    counts: (resource, object) => counts(resource, object, LEFT_OUT),
  });
  recorder.comparison.push(...kinds);
  for (const kind of kinds.filter((one) => !isSame(one))) {
    recorder.check(`${kind.resource} in ${kind.namespace}`, false, describeDifference(kind));
  }
  const same = kinds.filter(isSame);
  const count = same.reduce((sum, kind) => sum + kind.restored, 0);
  recorder.check(
    "objects",
    same.length === kinds.length,
    `${count} of ${expected.length} are as the backup holds them`,
  );
}

/** What differs in a kind, with at most a few names of each sort. */
export function describeDifference(kind: {
  missing: readonly string[];
  changed: readonly string[];
  unexpected: readonly string[];
}): string {
  const few = (names: readonly string[]): string =>
    names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
  return (["missing", "changed", "unexpected"] as const)
    .flatMap((sort) => (kind[sort].length > 0 ? [`${sort}: ${few(kind[sort])}`] : []))
    .join("; ");
}

async function podsReady(
  session: Session,
  stored: readonly StoredObject[],
  mapping: Readonly<Record<string, string>>,
): Promise<void> {
  const { client, recorder } = session;
  for (const [original, namespace] of Object.entries(mapping)) {
    const wanted = runningPods(stored, original);
    if (wanted === 0) {
      recorder.say(`${original}: no pod ran when the backup was made`);
      continue;
    }
    let ready = 0;
    try {
      await waitFor(session, `the pods of ${namespace}`, async () => {
        ready = (await client.list(collection("v1", "pods", namespace))).filter(isReady).length;
        return ready >= wanted ? true : undefined;
      });
    } catch (error) {
      if (!(error instanceof DrillFailure)) throw error;
    }
    recorder.check(`pods of ${original}`, ready >= wanted, `${ready} of ${wanted} are ready in ${namespace}`);
  }
}

function isReady(pod: KubeObject): boolean {
  return listAt(pod, "status", "conditions").some(
    (condition) => textAt(condition, "type") === "Ready" && textAt(condition, "status") === "True",
  );
}

function measure(session: Session, restored: RestoredBackup, recovery: StackRecovery): void {
  const measurement = measurementOf(session, restored, recovery);
  session.recorder.measure({
    ...measurement,
    note:
      measurement.pointTargetMinutes === 0
        ? "What belongs to this class is rebuilt from code, so no change to it is lost; the age of the backup is told, not judged."
        : "Time from the start of the restore until its pods were ready; point: the age of the backup when the drill began.",
  });
}
