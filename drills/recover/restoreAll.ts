import { compareKinds, isSame } from "../compare/compare.ts";
import { DrillFailure } from "../common/errors.ts";
import { runJob } from "../common/jobs.ts";
import { runLabels, VELERO_NAMESPACE } from "../common/names.ts";
import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import { waitFor } from "../common/wait.ts";
import { collection, isOf, type KubeObject, veleroCollection } from "../kube/objects.ts";
import { isolatedNamespace, isolation } from "../restore/isolation.ts";
import { describeDifference } from "../restore/latest.ts";
import { jobSpec } from "../restore/marker.ts";
import { counts, expectedOf, namespacesOf } from "../restore/selection.ts";
import { readArchive, type StoredObject } from "../velero/archive.ts";
import { measurementOf } from "../velero/measure.ts";
import { standing } from "../velero/phases.ts";
import { fetchStored, restore, startedAt } from "../velero/requests.ts";
import { holdsNamespaces } from "../velero/schedules.ts";
import { LEFT_OUT, recoverySpec, scaleToZero } from "./modifiers.ts";

/** What is restored of one backup. */
interface Part {
  readonly schedule: string;
  readonly backup: KubeObject;
  readonly stored: readonly StoredObject[];
  readonly namespaces: readonly string[];
}

/**
 * Restores the newest backup of every schedule into an empty cluster, each namespace from the newest backup that holds it,
 * compares every object, and reads every volume.
 *
 * @throws DrillFailure where going on would prove nothing
 */
export async function restoreAll(session: Session, recovery: StackRecovery, lostAt: number): Promise<void> {
  const { client, clock, recorder, ledger, run } = session;
  const backups = await recorder.phase("Find the backups in the storage", () => newestOfEach(session));
  const parts = await recorder.phase("Read what they hold", () => partsOf(session, backups));
  const modifiers = scaleToZero(run);
  const configMaps = collection("v1", "configmaps", VELERO_NAMESPACE);
  const { name } = modifiers.metadata;
  ledger.add(`ConfigMap ${name}`, `${configMaps}/${name}`, `kubectl -n ${VELERO_NAMESPACE} delete configmap ${name}`);
  await client.create(configMaps, modifiers, isOf(run));
  for (const part of parts) {
    const restoringAt = clock.now();
    await restorePart(session, part, name);
    recorder.measure({
      ...measurementOf(session, { ...part, lostAt, restoringAt }, recovery),
      note: `${part.schedule}: from the start of its restore until its volumes were read; point: the backup's age when the drill began.`,
    });
  }
}

/** Velero finds the backups by itself, a while after it has started. */
async function newestOfEach(session: Session): Promise<Map<string, KubeObject>> {
  const { client, recorder } = session;
  const found = await waitFor(session, "Velero to find a completed backup in the storage", async () => {
    const all = await client.list(veleroCollection("backups"));
    const completed = all.filter((backup) => standing(backup) === "completed" && startedAt(backup) !== undefined);
    return completed.length > 0 ? completed : undefined;
  });
  const newest = new Map<string, KubeObject>();
  for (const backup of found.toSorted((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0))) {
    const schedule = backup.metadata.labels?.["velero.io/schedule-name"];
    if (schedule !== undefined && !newest.has(schedule) && holdsNamespaces(backup, "spec"))
      newest.set(schedule, backup);
  }
  if (newest.size === 0)
    throw new DrillFailure("None of the backups in the storage is one of namespaces by a schedule.");
  for (const [schedule, backup] of newest) recorder.facts[`backup of ${schedule}`] = backup.metadata.name;
  return newest;
}

/** Every namespace once, from the newest backup that holds it. */
async function partsOf(session: Session, backups: ReadonlyMap<string, KubeObject>): Promise<Part[]> {
  const taken = new Set<string>();
  const parts: Part[] = [];
  for (const [schedule, backup] of backups) {
    const { name } = backup.metadata;
    const { objects, digest } = await readArchive(await fetchStored(session, "BackupContents", name));
    session.recorder.facts[`contents of ${name}`] = `${objects.length} objects, sha256 ${digest}`;
    const namespaces = namespacesOf(name, objects).filter((namespace) => !taken.has(namespace));
    for (const namespace of namespaces) taken.add(namespace);
    if (namespaces.length > 0) parts.push({ schedule, backup, stored: objects, namespaces });
  }
  return parts;
}

async function restorePart(
  session: Session,
  { schedule, backup, stored, namespaces }: Part,
  modifiers: string,
): Promise<void> {
  const { client, recorder, ledger, run } = session;
  const name = `drill-${run}-${schedule}`;
  await recorder.phase(`Shut off ${namespaces.join(", ")}`, async () => {
    for (const namespace of namespaces) {
      ledger.addNamespace(namespace);
      await client.create("/api/v1/namespaces", isolatedNamespace(namespace, namespace, run, stored), isOf(run));
      const policies = collection("networking.k8s.io/v1", "networkpolicies", namespace);
      await client.create(policies, isolation(namespace, run), isOf(run));
    }
  });
  const left = [...LEFT_OUT, ...(await notServed(session, expectedOf(stored, namespaces, LEFT_OUT)))];
  const spec = recoverySpec(backup.metadata.name, namespaces, modifiers, left);
  await recorder.phase(`Restore ${backup.metadata.name}`, () => restore(session, name, spec));
  const expected = expectedOf(stored, namespaces, left);
  if (expected.length === 0)
    throw new DrillFailure(`Backup ${backup.metadata.name} holds nothing that could be compared.`);
  await recorder.phase("Compare with what the backup holds", async () => {
    const kinds = await compareKinds({
      client,
      expected,
      restore: name,
      mapping: { namespaces: {}, scaledToZero: true },
      counts: (resource, object) => counts(resource, object, left),
    });
    recorder.comparison.push(...kinds);
    for (const kind of kinds.filter((one) => !isSame(one))) {
      recorder.check(`${kind.resource} in ${kind.namespace}`, false, describeDifference(kind));
    }
    const same = kinds.filter(isSame).reduce((sum, kind) => sum + kind.restored, 0);
    recorder.check(
      `objects of ${schedule}`,
      kinds.every(isSame),
      `${same} of ${expected.length} are as the backup holds them`,
    );
  });
  await recorder.phase("Read the volumes", () => readVolumes(session, expected));
}

/**
 * Kinds of controllers the temporary cluster does not have. They are told of: a report must not look as if they had been
 * proved too.
 */
async function notServed({ client, recorder }: Session, expected: readonly StoredObject[]): Promise<string[]> {
  const versions = new Map(expected.map(({ resource, object }) => [resource, object.apiVersion ?? "v1"] as const));
  const missing: string[] = [];
  for (const [resource, apiVersion] of versions) {
    const [plural = ""] = resource.split(".");
    if (!(await client.find(collection(apiVersion, plural)))) missing.push(resource);
  }
  if (missing.length > 0) {
    recorder.facts["not proved: kinds the temporary cluster does not serve"] = missing.join(", ");
    recorder.say(`Not restored, for the temporary cluster does not serve them: ${missing.join(", ")}`);
  }
  return missing;
}

/** Counts what is in the root of a volume; `lost+found` is there in a new file system too. */
const COUNT = "ls -A /data | { grep -vx 'lost+found' || true; } | wc -l > /dev/termination-log";

/** Mounts every claim, which has its volume made from production's snapshot, and looks whether it holds anything. */
async function readVolumes(session: Session, expected: readonly StoredObject[]): Promise<void> {
  const { recorder, run } = session;
  const claims = expected.filter(({ resource }) => resource === "persistentvolumeclaims");
  recorder.facts.volumes = String(Number(recorder.facts.volumes ?? "0") + claims.length);
  for (const [index, { name, namespace = "" }] of claims.entries()) {
    const found = await runJob(session, {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: `drill-${run}-${index}`, namespace, labels: runLabels(run) },
      spec: jobSpec(run, COUNT, { volume: { persistentVolumeClaim: { claimName: name } }, readOnly: true }),
    });
    const entries = Number(found.trim());
    recorder.check(`volume ${namespace}/${name}`, entries > 0, `${found.trim()} files and directories at its root`);
  }
}
