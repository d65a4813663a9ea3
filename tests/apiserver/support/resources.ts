import { type Answer, type ApiClient, messageOf } from "./client.ts";

/** An object as it would be sent to an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** What a server makes of fields it does not know: refuse, warn of, or drop them in silence. */
export type FieldValidation = "Strict" | "Warn" | "Ignore";

/** Who applies, as the server notes it beside each field. */
const FIELD_MANAGER = "eks-platform";

/** The kinds an API server serves, and requests about objects of them. */
export class Resources {
  readonly #client: ApiClient;
  readonly #served = new Map<string, Promise<readonly Resource[]>>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Whether the server knows the kind of an object. */
  async knows(manifest: Pick<Manifest, "apiVersion" | "kind">): Promise<boolean> {
    return (await this.#resource(manifest)) !== undefined;
  }

  /** Applies an object on the server's side without keeping it. `text` is it as a file would have it, YAML or JSON. */
  dryRun(manifest: Manifest, text = JSON.stringify(manifest), fields: FieldValidation = "Strict"): Promise<Answer> {
    return this.#apply(manifest, text, `dryRun=All&fieldManager=${FIELD_MANAGER}&fieldValidation=${fields}`);
  }

  /** Creates an object, as a controller would, without keeping it. */
  async dryRunCreate(manifest: Manifest, fields: FieldValidation = "Strict"): Promise<Answer> {
    const path = await this.#path(manifest);
    return this.#client.send("POST", `${path}?dryRun=All&fieldValidation=${fields}`, {
      contentType: "application/json",
      text: JSON.stringify(manifest),
    });
  }

  /**
   * Applies an object for good.
   *
   * @throws Error with the server's message when it is refused
   */
  async keep(manifest: Manifest): Promise<void> {
    const answer = await this.#apply(manifest, JSON.stringify(manifest), `fieldManager=${FIELD_MANAGER}&force=true`);
    if (answer.status >= 300) {
      throw new Error(`${manifest.kind} ${manifest.metadata.name} was refused: ${messageOf(answer)}`);
    }
  }

  /** Removes an object, if it is there. */
  async remove(manifest: Manifest): Promise<void> {
    await this.#client.send("DELETE", `${await this.#path(manifest)}/${manifest.metadata.name}`);
  }

  async #apply(manifest: Manifest, text: string, query: string): Promise<Answer> {
    const path = `${await this.#path(manifest)}/${encodeURIComponent(manifest.metadata.name)}?${query}`;
    return this.#client.send("PATCH", path, { contentType: "application/apply-patch+yaml", text });
  }

  async #path(manifest: Manifest): Promise<string> {
    const resource = await this.#resource(manifest);
    if (!resource) throw new Error(`the server knows no ${manifest.kind} of ${manifest.apiVersion}`);
    const namespace = resource.namespaced ? `/namespaces/${manifest.metadata.namespace ?? "default"}` : "";
    return `${versionPath(manifest.apiVersion)}${namespace}/${resource.name}`;
  }

  async #resource({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): Promise<Resource | undefined> {
    let served = this.#served.get(apiVersion);
    if (!served) {
      served = this.#discover(apiVersion);
      this.#served.set(apiVersion, served);
    }
    // Subresources (`deployments/scale`) have kinds of their own.
    return (await served).find((resource) => resource.kind === kind && !resource.name.includes("/"));
  }

  async #discover(apiVersion: string): Promise<readonly Resource[]> {
    const { status, body } = await this.#client.send("GET", versionPath(apiVersion));
    return status === 200 && Array.isArray(body.resources) ? (body.resources as Resource[]) : [];
  }
}

function versionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
