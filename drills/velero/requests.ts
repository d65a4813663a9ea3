import { type JsonMap, listAt, mapAt, textAt } from "../common/json.ts";
import { DrillFailure, EnvironmentError } from "../common/errors.ts";
import { runLabels, VELERO_NAMESPACE } from "../common/names.ts";
import type { Session } from "../common/session.ts";
import { waitFor } from "../common/wait.ts";
import { isOf, type KubeObject, momentOf, veleroCollection } from "../kube/objects.ts";
import { assertCompleted, lacksOnlyItsLog, phaseOf, standing } from "./phases.ts";

/** A Velero object of this run, before Velero has seen it. */
export function veleroObject(kind: string, name: string, run: string, spec: unknown): KubeObject {
  return {
    apiVersion: "velero.io/v1",
    kind,
    metadata: { name, namespace: VELERO_NAMESPACE, labels: runLabels(run) },
    spec,
  };
}

/** Makes a Backup and waits until it completed. @throws DrillFailure when it ends in another way, or not in time */
export async function backUp(session: Session, name: string, spec: unknown): Promise<KubeObject> {
  session.ledger.addBackup(name);
  return runToEnd(session, "backups", veleroObject("Backup", name, session.run, spec));
}

/** Makes a Restore and waits until it completed. @throws DrillFailure when it ends in another way, or not in time */
export async function restore(session: Session, name: string, spec: unknown): Promise<KubeObject> {
  session.ledger.addRestore(name, session.storageIsReadOnly);
  return runToEnd(session, "restores", veleroObject("Restore", name, session.run, spec));
}

async function runToEnd(session: Session, plural: string, object: KubeObject): Promise<KubeObject> {
  const { client, run, recorder } = session;
  const { name } = object.metadata;
  const what = `${object.kind ?? ""} ${name}`;
  await client.create(veleroCollection(plural), object, isOf(run));
  let phase = "";
  const ended = await waitFor(
    session,
    what,
    async () => {
      const there = await client.find(`${veleroCollection(plural)}/${name}`);
      if (!there) throw new DrillFailure(`${what} disappeared before it ended`);
      if (phaseOf(there) !== phase) {
        phase = phaseOf(there);
        recorder.say(`${what}: ${phase}`);
      }
      return standing(there) === "running" ? undefined : there;
    },
    () => `it is still ${phase}`,
  );
  if (session.storageIsReadOnly && object.kind === "Restore" && lacksOnlyItsLog(ended)) {
    recorder.say(`${what}: its one error is the log, which Velero may not store where it only reads`);
    return ended;
  }
  assertCompleted(ended);
  return ended;
}

/** Kinds of things Velero hands out by a signed address. */
type Target = "BackupContents";

/**
 * Has Velero sign an address for something it stored, and fetches it.
 *
 * @throws DrillFailure when Velero does not answer in time, or the storage does not give it out
 */
export async function fetchStored(session: Session, kind: Target, of: string): Promise<Uint8Array> {
  const { client, run, ledger, download, signal } = session;
  const name = `${of}-contents-${run}`.slice(-63).replace(/^[^a-z0-9]+/, "");
  ledger.addRequest(name);
  const request = veleroObject("DownloadRequest", name, run, { target: { kind, name: of } });
  await client.create(veleroCollection("downloadrequests"), request, isOf(run));
  const url = await waitFor(session, `Velero to sign an address for ${of}`, async () => {
    const there = await client.find(`${veleroCollection("downloadrequests")}/${name}`);
    return textAt(there, "status", "downloadURL");
  });
  try {
    return await download(url, signal);
  } catch (error) {
    signal.throwIfAborted();
    // The address is a credential for some minutes; a message of the fetch may quote it.
    throw new DrillFailure(`What backup ${of} holds cannot be fetched from its storage${statusIn(error)}.`);
  }
}

function statusIn(error: unknown): string {
  const { status } = error as { status?: unknown };
  return typeof status === "number" ? ` (status ${status})` : "";
}

/** Makes sure that Velero is there, and that it reaches its storage. @throws EnvironmentError when not */
export async function assertVelero({ client }: Pick<Session, "client">, location?: string): Promise<void> {
  let locations: KubeObject[];
  try {
    locations = await client.list(veleroCollection("backupstoragelocations"));
  } catch (error) {
    if ((error as { status?: unknown }).status !== 404) throw error;
    throw new EnvironmentError("There is no Velero in this cluster: its API velero.io/v1 is not served.");
  }
  const wanted = locations.filter((one) =>
    location === undefined ? specOf(one).default === true : one.metadata.name === location,
  );
  const [found] = wanted.length > 0 ? wanted : location === undefined ? locations : [];
  if (!found) {
    throw new EnvironmentError(
      `Velero has no backup storage location${location === undefined ? "" : ` ${location}`} in namespace ${VELERO_NAMESPACE}.`,
    );
  }
  if (textAt(found, "status", "phase") !== "Available") {
    const why = textAt(found, "status", "message") ?? "it has not been checked yet";
    throw new EnvironmentError(`Velero's backup storage location ${found.metadata.name} is not available: ${why}`);
  }
}

/** The spec of a Velero object as a map. */
export function specOf(object: KubeObject): JsonMap {
  return mapAt(object, "spec");
}

/** Moment a backup was begun: what it holds is as old as that. */
export function startedAt(backup: KubeObject): number | undefined {
  return momentOf(textAt(backup, "status", "startTimestamp"));
}

/** Moment a backup was complete. */
export function completedAt(backup: KubeObject): number | undefined {
  return momentOf(textAt(backup, "status", "completionTimestamp"));
}

/** A list of texts in a spec. */
export function textsAt(object: KubeObject, ...path: string[]): string[] {
  return listAt(object, ...path).filter((item) => typeof item === "string");
}
