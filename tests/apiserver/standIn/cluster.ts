import type { Kept, Objects } from "./objects.ts";

/** Where things are that namespaces of the tests may hold. */
const CONTENTS = ["/apis/batch/v1", "/api/v1"].flatMap((root) =>
  (root === "/api/v1" ? ["pods", "persistentvolumeclaims", "configmaps"] : ["jobs"]).map((plural) => [root, plural]),
);

interface Script {
  readonly template: {
    readonly metadata: object;
    readonly spec: {
      readonly containers: readonly { readonly name: string; readonly command: readonly string[] }[];
      readonly volumes: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
    };
  };
}

/** Stands in for a cluster's own controllers: empties namespaces that are deleted, and lets jobs come to their end. */
export class ClusterStandIn {
  readonly #objects: Objects;
  /** `namespace/claim` -> what is in the volume. */
  readonly volumes = new Map<string, string>();

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** Looks at everything once. */
  async turn(): Promise<void> {
    for (const namespace of await this.#objects.list("/api/v1/namespaces")) {
      if (namespace.metadata.deletionTimestamp !== undefined) await this.#empty(namespace);
    }
    for (const job of await this.#objects.list("/apis/batch/v1/jobs")) {
      if (job.status?.succeeded === undefined && job.metadata.deletionTimestamp === undefined) await this.#end(job);
    }
  }

  async #empty(namespace: Kept): Promise<void> {
    const { name } = namespace.metadata;
    for (const [root = "", plural = ""] of CONTENTS) {
      const collection = `${root}/namespaces/${name}/${plural}`;
      for (const object of await this.#objects.list(collection)) {
        await this.#objects.remove(`${collection}/${object.metadata.name}`, object);
        if (plural === "persistentvolumeclaims") this.volumes.delete(`${name}/${object.metadata.name}`);
      }
    }
    await this.#objects.finalize(namespace);
  }

  /** Makes a job's pod, which the server admits or not, and does what its script says. */
  async #end(job: Kept): Promise<void> {
    const { name, namespace = "" } = job.metadata;
    const { template } = job.spec as unknown as Script;
    const [container] = template.spec.containers;
    const claim = template.spec.volumes.find((volume) => volume.persistentVolumeClaim)?.persistentVolumeClaim;
    const message = this.#obey(container?.command.at(-1) ?? "", `${namespace}/${claim?.claimName ?? ""}`);
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    await this.#objects.create(pods, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...template.metadata, name },
      spec: template.spec,
    });
    const now = new Date().toISOString();
    const terminated = { exitCode: 0, message, startedAt: now, finishedAt: now };
    await this.#objects.merge(`${pods}/${name}/status`, {
      status: {
        phase: "Succeeded",
        containerStatuses: [
          { name: container?.name, image: "", imageID: "", ready: false, restartCount: 0, state: { terminated } },
        ],
      },
    });
    await this.#objects.merge(`/apis/batch/v1/namespaces/${namespace}/jobs/${name}/status`, {
      status: { startTime: now, succeeded: 1 },
    });
  }

  #obey(script: string, volume: string): string {
    const written = /^echo -n (?<text>\S+) > /.exec(script)?.groups?.text;
    if (written === undefined) return this.volumes.get(volume) ?? "";
    this.volumes.set(volume, written);
    return "";
  }
}
