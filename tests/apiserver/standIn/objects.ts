import { type ApiClient, messageOf, type Sent } from "../support/client.ts";

/** An object as the server keeps it. */
export interface Kept {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly deletionTimestamp?: string;
    readonly [field: string]: unknown;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** What controllers do with objects. Throws the server's message where it refuses. */
export class Objects {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  async list(collection: string): Promise<Kept[]> {
    return (await this.#ask("GET", collection)).items as Kept[];
  }

  async create(collection: string, object: object): Promise<void> {
    await this.#ask("POST", collection, { contentType: "application/json", text: JSON.stringify(object) });
  }

  async merge(path: string, change: object): Promise<void> {
    await this.#ask("PATCH", path, { contentType: "application/merge-patch+json", text: JSON.stringify(change) });
  }

  /** Deletes an object, which needs nothing more once its finalizers are gone. */
  async remove(path: string, { metadata }: Kept): Promise<void> {
    if (metadata.deletionTimestamp === undefined) await this.#ask("DELETE", path);
    if ((metadata.finalizers ?? []).length > 0) await this.merge(path, { metadata: { finalizers: null } });
  }

  /** Lets a namespace go that is being deleted, and that holds nothing any more. */
  async finalize(namespace: Kept): Promise<void> {
    const text = JSON.stringify({ ...namespace, spec: { finalizers: [] } });
    await this.#ask("PUT", `/api/v1/namespaces/${namespace.metadata.name}/finalize`, {
      contentType: "application/json",
      text,
    });
  }

  async #ask(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, sent?: Sent) {
    const answer = await this.#client.send(method, path, sent);
    // What is gone already needs no change.
    const gone = answer.status === 404 && method !== "GET" && method !== "POST";
    if (answer.status >= 300 && !gone) throw new Error(`${method} ${path}: ${messageOf(answer)}`);
    return answer.body;
  }
}
