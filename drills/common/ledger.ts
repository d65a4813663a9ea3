import { listAt } from "./json.ts";
import { messageOf } from "./errors.ts";
import { RUN_LABEL, VELERO_NAMESPACE } from "./names.ts";
import { type Waiting, waitFor } from "./wait.ts";
import type { KubeClient } from "../kube/client.ts";
import { isOf, type KubeObject, veleroCollection } from "../kube/objects.ts";
import { standing } from "../velero/phases.ts";

/** Something a drill made, or had Velero make. */
interface Entry {
  readonly path: string;
  /** `namespace x`, for people. */
  readonly what: string;
  /** Command that removes it by hand. */
  readonly byHand: string;
  readonly remove: (client: KubeClient, there: KubeObject, waiting: Waiting) => Promise<void>;
}

/** What came of a clean-up. */
export interface CleanUp {
  readonly removed: readonly string[];
  /** What is still there, why, and the command that removes it. */
  readonly leftBehind: readonly string[];
}

/** Remembers what a run makes, from before it is made, and removes it again: only what carries the run's label. */
export class Ledger {
  readonly #run: string;
  readonly #entries: Entry[] = [];
  readonly #later: ((client: KubeClient) => Promise<void>)[] = [];
  constructor(run: string) {
    this.#run = run;
  }

  /** An object of the cluster. Enter it before it is made: an answer that is lost must not hide it. */
  add(what: string, path: string, byHand: string): void {
    this.#entries.push({
      what,
      path,
      byHand,
      remove: (client, there) => client.remove(path, there.metadata.uid ?? ""),
    });
  }

  /** A namespace; with it goes everything in it. */
  addNamespace(name: string): void {
    this.add(`namespace ${name}`, `/api/v1/namespaces/${name}`, `kubectl delete namespace ${name}`);
  }

  /** One of Velero's requests, which goes by being deleted. */
  addRequest(name: string): void {
    const path = `${veleroCollection("downloadrequests")}/${name}`;
    this.add(
      `DownloadRequest ${name}`,
      path,
      `kubectl -n ${VELERO_NAMESPACE} delete downloadrequests.velero.io ${name}`,
    );
  }

  /** A restore. It is let end first: one that goes on would make again what is removed here. */
  addRestore(name: string, dropFinalizers = false): void {
    const path = `${veleroCollection("restores")}/${name}`;
    this.#entries.push({
      what: `Restore ${name}`,
      path,
      byHand: `kubectl -n ${VELERO_NAMESPACE} delete restores.velero.io ${name}`,
      remove: async (client, there, waiting) => {
        await settle(client, path, waiting);
        // Velero would wait for the end of a deletion in the storage that it is not allowed.
        if (dropFinalizers) await client.merge(path, { metadata: { finalizers: null } });
        await client.remove(path, there.metadata.uid ?? "");
      },
    });
  }

  /** Enters what only Velero knows it made, once the drill is over. */
  addLater(find: (client: KubeClient) => Promise<void>): void {
    this.#later.push(find);
  }

  /** A backup, which goes with its data only on request: deleted as an object, Velero would bring it back. */
  addBackup(name: string): void {
    const path = `${veleroCollection("backups")}/${name}`;
    const what = `Backup ${name}`;
    const byHand = `velero backup delete ${name} --confirm`;
    this.#entries.push({
      what,
      path,
      byHand,
      remove: (client, there, waiting) => this.#request(client, there, waiting),
    });
  }

  /** Names of what would have to be removed now. */
  get entries(): readonly string[] {
    return this.#entries.map(({ what, byHand }) => `${what}: ${byHand}`);
  }

  /** Forgets what is gone for good, so that a later clean-up does not look for it. */
  forget(path: string): void {
    const index = this.#entries.findIndex((entry) => entry.path === path);
    if (index >= 0) this.#entries.splice(index, 1);
  }

  /** Removes everything, last made first, and goes on where something will not go. */
  async cleanUp(client: KubeClient, waiting: Waiting): Promise<CleanUp> {
    const removed: string[] = [];
    const leftBehind: string[] = [];
    for (const find of this.#later.splice(0)) {
      try {
        await find(client);
      } catch (error) {
        leftBehind.push(`what the restore made outside its namespaces, if anything (${messageOf(error)})`);
      }
    }
    for (const entry of this.#entries.toReversed()) {
      try {
        if (await this.#remove(client, entry, waiting)) removed.push(entry.what);
        this.forget(entry.path);
      } catch (error) {
        leftBehind.push(`${entry.what} (${messageOf(error)}); by hand: ${entry.byHand}`);
      }
    }
    return { removed, leftBehind };
  }

  async #remove(client: KubeClient, { path, what, remove }: Entry, waiting: Waiting): Promise<boolean> {
    const there = await client.find(path);
    if (!there) return false;
    if (there.metadata.labels?.[RUN_LABEL] !== this.#run) {
      throw new Error("it does not carry this run's label, so it was not touched");
    }
    const uid = there.metadata.uid;
    await remove(client, there, waiting);
    await waitFor(waiting, `${what} to go`, async () => {
      const now = await client.find(path);
      return !now || now.metadata.uid !== uid ? true : undefined;
    });
    return true;
  }

  /** Asks Velero to delete a backup with all its data, and waits until it has, or says why not. */
  async #request(client: KubeClient, { metadata }: KubeObject, waiting: Waiting): Promise<void> {
    const { name, uid = "" } = metadata;
    // Velero refuses to delete a backup that is being made.
    await settle(client, `${veleroCollection("backups")}/${name}`, waiting);
    const requests = veleroCollection("deletebackuprequests");
    const request = `${name}-delete`;
    const labels = { [RUN_LABEL]: this.#run, "velero.io/backup-name": name, "velero.io/backup-uid": uid };
    await client.create(
      requests,
      {
        apiVersion: "velero.io/v1",
        kind: "DeleteBackupRequest",
        metadata: { name: request, namespace: VELERO_NAMESPACE, labels },
        spec: { backupName: name },
      },
      isOf(this.#run),
    );
    await waitFor(waiting, `Velero to delete backup ${name}`, async () => {
      const errors = listAt(await client.find(`${requests}/${request}`), "status", "errors");
      if (errors.length > 0) throw new Error(errors.map(String).join("; "));
      return (await client.find(`${veleroCollection("backups")}/${name}`)) ? undefined : true;
    });
  }
}

/** Waits until a backup or restore is over, however it ended. */
async function settle(client: KubeClient, path: string, waiting: Waiting): Promise<void> {
  await waitFor(waiting, "it to end", async () => {
    const there = await client.find(path);
    return there && standing(there) === "running" ? undefined : true;
  });
}
