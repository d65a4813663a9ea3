import { DrillFailure } from "../common/errors.ts";
import { runJob } from "../common/jobs.ts";
import { textAt } from "../common/json.ts";
import type { Session } from "../common/session.ts";
import type { StackRecovery } from "../common/targets.ts";
import { waitFor } from "../common/wait.ts";
import { type Right, rights, veleroRights } from "../kube/access.ts";
import { collection, isOf, type KubeObject } from "../kube/objects.ts";
import { backUp, restore, startedAt } from "../velero/requests.ts";
import {
  MARKER,
  markedNamespace,
  markerClaim,
  markerConfigMap,
  readerJob,
  smokeBackupSpec,
  writerJob,
} from "./marker.ts";

/** What a smoke drill must be allowed to do. */
export function smokeRights(volume: boolean): Right[] {
  return [
    ...rights("namespaces", ["get", "create", "delete"]),
    ...rights("configmaps", ["get", "create"]),
    ...(volume
      ? [
          ...rights("persistentvolumeclaims", ["create"]),
          ...rights("jobs.batch", ["get", "create"]),
          ...rights("pods", ["list"]),
        ]
      : []),
    ...veleroRights("backups", "get", "create"),
    ...veleroRights("restores", "get", "create", "delete"),
    ...veleroRights("deletebackuprequests", "get", "create"),
    ...veleroRights("backupstoragelocations", "list"),
  ];
}

/**
 * Makes a namespace with a marker, backs it up, loses it, restores it, and looks for the marker of this very run.
 *
 * @throws DrillFailure at the first step that does not do what it must
 */
export async function smoke(session: Session, volume: boolean, { targets }: StackRecovery): Promise<void> {
  const { clock, recorder, run } = session;
  const namespace = markedNamespace(run);
  const name = `drill-${run}`;

  await recorder.phase("Make a namespace with a marker", () => mark(session, namespace, volume));
  const backup = await recorder.phase("Back it up", () => backUp(session, name, smokeBackupSpec(run, volume)));
  await recorder.phase("Lose it", () => lose(session, namespace.metadata.name));
  const lostAt = clock.now();
  await recorder.phase("Restore it", () => restore(session, name, { backupName: name, restorePVs: volume }));
  await recorder.phase("Look for the marker", () => look(session, namespace.metadata.name, volume));

  const recoveryClass = volume ? "stateful" : "stateless";
  const begun = startedAt(backup);
  recorder.measure({
    recoveryClass,
    timeTargetMinutes: targets[recoveryClass].timeMinutes,
    timeAchievedSeconds: (clock.now() - lostAt) / 1000,
    pointTargetMinutes: targets[recoveryClass].pointMinutes,
    ...(begun !== undefined && { pointAchievedSeconds: (lostAt - begun) / 1000 }),
    note: "A namespace of one marker: it proves that the way through backup and restore works, not how long much data takes.",
  });
}

async function mark(session: Session, namespace: KubeObject, volume: boolean): Promise<void> {
  const { client, ledger, run } = session;
  const { name } = namespace.metadata;
  ledger.addNamespace(name);
  await client.create("/api/v1/namespaces", namespace, isOf(run));
  await client.create(collection("v1", "configmaps", name), markerConfigMap(run), isOf(run));
  if (!volume) return;
  await client.create(collection("v1", "persistentvolumeclaims", name), markerClaim(run), isOf(run));
  await runJob(session, writerJob(run));
}

/** A restore into a namespace that is still there would prove nothing. */
async function lose(session: Session, name: string): Promise<void> {
  const { client, run } = session;
  const path = `/api/v1/namespaces/${name}`;
  const there = await client.find(path);
  if (!there || !isOf(run)(there)) throw new DrillFailure(`The namespace ${name} is not the one this run made`);
  await client.remove(path, there.metadata.uid ?? "");
  await waitFor(
    session,
    `namespace ${name} to go`,
    async () => ((await client.find(path)) ? undefined : true),
    () => "something in it will not be deleted",
  );
}

async function look(session: Session, namespace: string, volume: boolean): Promise<void> {
  const { client, recorder, run } = session;
  const marker = await client.find(`${collection("v1", "configmaps", namespace)}/${MARKER}`);
  recorder.check("marker", ...judged(marker && (textAt(marker, "data", "run") ?? ""), run, "the ConfigMap"));
  if (!volume) return;
  const content = await runJob(session, readerJob(run));
  recorder.check("volume", ...judged(content.trim(), run, "the volume"));
}

function judged(found: string | undefined, run: string, where: string): [boolean, string] {
  if (found === undefined) return [false, `${where} did not come back`];
  if (found === run) return [true, `${where} came back with this run's id`];
  if (found === "") return [false, `${where} came back empty`];
  return [false, `${where} came back with "${found}", which is not this run's id ${run}`];
}
