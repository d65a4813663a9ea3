import { parse } from "yaml";
import { type Kept, packed } from "./archive.ts";
import { type Store, type Stored } from "./store.ts";

const VELERO = "/apis/velero.io/v1/namespaces/velero";
const COMPLETED = ["New", "InProgress", "Finalizing", "Completed"];

/** A stand-in for Velero's server: moves phases on each time somebody looks, and does what a phase stands for. */
export class PretendedVelero {
  readonly #store: Store;
  readonly #left = new Map<string, string[]>();
  /** Backup -> what its archive holds. */
  readonly kept = new Map<string, Kept[]>();
  /** `namespace/claim` -> what is in the volume. */
  readonly volumes = new Map<string, string>();
  readonly #keptVolumes = new Map<string, Map<string, string>>();
  backupPhases: string[] = COMPLETED;
  restorePhases: string[] = COMPLETED;
  /** Errors of what ends PartiallyFailed. */
  errors = 2;
  /** Changes what a backup keeps, or what a restore brings back. */
  spoilBackup: (kept: Kept[]) => Kept[] = (kept) => kept;
  spoilRestore: (kept: Kept[]) => Kept[] = (kept) => kept;
  spoilVolume: (content: string) => string = (content) => content;
  /** Instead of the archive, from the storage. */
  archive: Uint8Array | "refused" | undefined;
  /** Errors of requests to delete a backup. */
  deletionErrors: string[] = [];
  now: () => number = () => 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Called before an object is read. */
  look(path: string): void {
    const object = this.#store.objects.get(path);
    if (!object || !path.startsWith(`${VELERO}/`)) return;
    const plural = path.slice(VELERO.length + 1).split("/")[0];
    if (plural === "backups" && object.spec !== undefined)
      this.#advance(path, object, this.backupPhases, () => {
        this.#keep(object);
      });
    if (plural === "restores")
      this.#advance(path, object, this.restorePhases, () => {
        this.#bringBack(object);
      });
    if (plural === "downloadrequests") {
      const { name } = object.spec?.target as { name: string };
      object.status = { phase: "Processed", downloadURL: `https://storage.invalid/${name}?signature=top-secret` };
    }
    if (plural === "deletebackuprequests") object.status = { phase: "Processed", errors: this.deletionErrors };
  }

  /** Called after an object was made. */
  made(path: string, object: Stored): void {
    if (path.startsWith(`${VELERO}/deletebackuprequests/`) && this.deletionErrors.length === 0) {
      this.#store.objects.delete(`${VELERO}/backups/${object.spec?.backupName as string}`);
    }
  }

  /** A backup that was made before, by a schedule. */
  async past(name: string, schedule: string, startedAt: string, kept: Kept[], phase = "Completed"): Promise<void> {
    const completionTimestamp = new Date(Date.parse(startedAt) + 120_000).toISOString();
    this.#store.put(`${VELERO}/backups`, {
      apiVersion: "velero.io/v1",
      kind: "Backup",
      metadata: { name, labels: { "velero.io/schedule-name": schedule } },
      spec: { ttl: "720h0m0s" },
      status: { phase, startTimestamp: startedAt, completionTimestamp },
    });
    this.#left.set(`${VELERO}/backups/${name}`, []);
    this.kept.set(name, kept);
    await Promise.resolve();
  }

  /** Answers a signed address. */
  readonly download = async (url: string): Promise<Uint8Array> => {
    if (this.archive === "refused") throw Object.assign(new Error(`403 for ${url}`), { status: 403 });
    return this.archive ?? packed(this.kept.get(new URL(url).pathname.slice(1)) ?? []);
  };

  #advance(path: string, object: Stored, phases: string[], end: () => void): void {
    if (!this.#left.has(path)) this.#left.set(path, [...phases]);
    const phase = this.#left.get(path)?.shift();
    if (phase === undefined) return;
    object.status = { ...object.status, phase };
    object.status.startTimestamp ??= new Date(this.now()).toISOString();
    if (phase === "PartiallyFailed") object.status.errors = this.errors;
    if (phase === "Failed") object.status.failureReason = "the storage is full";
    if (phase === "FailedValidation") object.status.validationErrors = ["no such location"];
    if (phase !== "Completed" && phase !== "PartiallyFailed") return;
    object.status.completionTimestamp = new Date(this.now()).toISOString();
    end();
  }

  #keep(backup: Stored): void {
    const kept = (backup.spec?.includedNamespaces as string[]).flatMap((namespace): Kept[] => {
      const own = this.#store.objects.get(`/api/v1/namespaces/${namespace}`);
      return [
        ...(own ? [{ resource: "namespaces", name: namespace, object: own }] : []),
        ...this.#store.inNamespace(namespace).map((found) => ({ ...found, namespace })),
      ];
    });
    this.kept.set(backup.metadata.name, this.spoilBackup(structuredClone(kept)));
    this.#keptVolumes.set(backup.metadata.name, new Map(this.volumes));
  }

  #bringBack(restore: Stored): void {
    const spec = restore.spec as {
      backupName: string;
      namespaceMapping?: Record<string, string>;
      excludedResources?: string[];
      includedNamespaces?: string[];
      restorePVs?: boolean;
      resourceModifier?: { name: string };
    };
    const modify = this.#modifier(spec.resourceModifier?.name);
    const kept = this.spoilRestore(structuredClone(this.kept.get(spec.backupName) ?? []));
    for (const { resource, namespace, name, object } of kept) {
      if (spec.excludedResources?.includes(resource) || resource === "jobs.batch") continue;
      if (namespace === undefined) {
        if (resource === "namespaces" && spec.namespaceMapping === undefined)
          this.#put("/api/v1/namespaces", object, restore);
        continue;
      }
      if (spec.includedNamespaces && !spec.includedNamespaces.includes(namespace)) continue;
      modify(resource, object);
      const target = spec.namespaceMapping?.[namespace] ?? namespace;
      const [plural = "", ...group] = resource.split(".");
      const root =
        group.length === 0 ? "/api/v1" : `/apis/${group.join(".")}/${String(object.apiVersion).split("/")[1] ?? "v1"}`;
      if (resource === "pods") object.status = { conditions: [{ type: "Ready", status: "True" }] };
      else delete object.status;
      delete object.metadata.uid;
      this.#put(`${root}/namespaces/${target}/${plural}`, object, restore);
      const volume = this.#keptVolumes.get(spec.backupName)?.get(`${namespace}/${name}`);
      if (resource === "persistentvolumeclaims" && volume !== undefined && spec.restorePVs) {
        this.volumes.set(`${target}/${name}`, this.spoilVolume(volume));
      }
    }
  }

  /** What a ConfigMap of resource modifiers does to an object. */
  #modifier(name: string | undefined): (resource: string, object: Stored) => void {
    const data = this.#store.objects.get(`/api/v1/namespaces/velero/configmaps/${name ?? ""}`)?.data;
    const { resourceModifierRules = [] } = (data ? parse(Object.values(data)[0] ?? "") : {}) as {
      resourceModifierRules?: { conditions: { groupResource: string }; mergePatches: { patchData: string }[] }[];
    };
    return (resource, object) => {
      for (const { conditions, mergePatches } of resourceModifierRules) {
        if (conditions.groupResource !== resource) continue;
        for (const { patchData } of mergePatches) {
          object.spec = { ...object.spec, ...(parse(patchData) as { spec: object }).spec };
        }
      }
    };
  }

  #put(collection: string, object: Stored, restore: Stored): void {
    const labels = { ...object.metadata.labels, "velero.io/restore-name": restore.metadata.name };
    this.#store.put(collection, { ...object, metadata: { ...object.metadata, uid: undefined, labels } });
  }
}
