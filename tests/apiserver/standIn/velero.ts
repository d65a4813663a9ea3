import type { ClusterStandIn } from "./cluster.ts";
import type { Kept, Objects } from "./objects.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";
/** What a backup of the tests holds beside the namespace itself. */
const BACKED_UP = ["configmaps", "persistentvolumeclaims"] as const;

/** A backup's content. */
interface Archive {
  readonly namespaces: readonly Kept[];
  readonly objects: readonly { readonly plural: string; readonly object: Kept }[];
  readonly volumes: ReadonlyMap<string, string>;
}

/** Stands in for Velero's server: moves backups and restores from phase to phase, and does what the phases stand for. */
export class VeleroStandIn {
  readonly #objects: Objects;
  readonly #cluster: ClusterStandIn;
  readonly #archives = new Map<string, Archive>();
  /** The phase a backup ends in. */
  backupsEnd = "Completed";
  /** Whether a restore brings back what is in a namespace, and not just the namespace. */
  restoresContent = true;

  constructor(objects: Objects, cluster: ClusterStandIn) {
    this.#objects = objects;
    this.#cluster = cluster;
  }

  /** Looks at everything once. */
  async turn(): Promise<void> {
    for (const backup of await this.#objects.list(`${VELERO}/backups`)) {
      await this.#advance("backups", backup, this.backupsEnd, () => this.#backUp(backup));
    }
    for (const restore of await this.#objects.list(`${VELERO}/restores`)) {
      await this.#advance("restores", restore, "Completed", () => this.#restore(restore));
    }
    for (const request of await this.#objects.list(`${VELERO}/deletebackuprequests`)) {
      const name = String(request.spec?.backupName);
      const backups = await this.#objects.list(`${VELERO}/backups`);
      const backup = backups.find((other) => other.metadata.name === name);
      if (backup) await this.#objects.remove(`${VELERO}/backups/${name}`, backup);
      await this.#objects.remove(`${VELERO}/deletebackuprequests/${request.metadata.name}`, request);
    }
  }

  async #advance(
    plural: string,
    { metadata, status }: Kept,
    end: string,
    atTheEnd: () => Promise<void>,
  ): Promise<void> {
    const phases = ["New", "InProgress", "Finalizing", end];
    const next = phases[phases.indexOf(String(status?.phase)) + 1];
    if (next === undefined) return;
    const now = new Date().toISOString();
    if (next === end) await atTheEnd();
    await this.#objects.merge(`${VELERO}/${plural}/${metadata.name}`, {
      status: {
        phase: next,
        ...(next === "InProgress" && { startTimestamp: now }),
        ...(next === end && { completionTimestamp: now }),
        ...(next === "PartiallyFailed" && { errors: 2 }),
      },
    });
  }

  async #backUp({ metadata, spec }: Kept): Promise<void> {
    const wanted = spec?.includedNamespaces as readonly string[];
    const all = await this.#objects.list("/api/v1/namespaces");
    const objects = [];
    for (const namespace of wanted) {
      for (const plural of BACKED_UP) {
        const found = await this.#objects.list(`/api/v1/namespaces/${namespace}/${plural}`);
        objects.push(...found.map((object) => ({ plural, object })));
      }
    }
    this.#archives.set(metadata.name, {
      namespaces: all.filter((namespace) => wanted.includes(namespace.metadata.name)),
      objects,
      volumes: new Map(this.#cluster.volumes),
    });
  }

  async #restore({ spec }: Kept): Promise<void> {
    const archive = this.#archives.get(String(spec?.backupName));
    for (const namespace of archive?.namespaces ?? [])
      await this.#objects.create("/api/v1/namespaces", fresh(namespace));
    if (!this.restoresContent) return;
    for (const { plural, object } of archive?.objects ?? []) {
      const { name, namespace = "" } = object.metadata;
      await this.#objects.create(`/api/v1/namespaces/${namespace}/${plural}`, fresh(object));
      const volume = archive?.volumes.get(`${namespace}/${name}`);
      if (volume !== undefined) this.#cluster.volumes.set(`${namespace}/${name}`, volume);
    }
  }
}

/** An object as it can be created again: without what the server gave it. */
function fresh({ metadata: { name, namespace, labels }, status: _, ...rest }: Kept): object {
  const { finalizers: __, ...spec } = rest.spec ?? {};
  return {
    ...rest,
    metadata: { name, ...(namespace !== undefined && { namespace }), ...(labels && { labels }) },
    ...(rest.spec && { spec }),
  };
}
