import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { generate } from "selfsigned";
import { Store, type Stored } from "./store.ts";
import { PretendedVelero } from "./velero.ts";

/** Something that goes wrong with a request. */
export interface Fault {
  /** `GET /path`, or a part of that. */
  readonly on: RegExp;
  /** How many requests it befalls. */
  times: number;
  readonly how: number | "drop" | "drop after" | "slow";
  readonly headers?: Record<string, string>;
}

let certificate: Promise<{ private: string; cert: string }> | undefined;

/** An HTTPS server that speaks the parts of the Kubernetes API the drills use. */
export class ApiServer {
  readonly store = new Store();
  readonly velero = new PretendedVelero(this.store);
  readonly faults: Fault[] = [];
  readonly requests: string[] = [];
  /** Rights that are refused: `verb plural.group`. */
  readonly denied = new Set<string>();
  /** Groups and kinds that are not served: a part of the path. */
  readonly notServed: string[] = [];
  /** Objects in one page. */
  page = 500;
  /** Called before each request is answered. */
  onRequest: (line: string) => void = () => undefined;
  #server!: Server;
  readonly #sockets = new Set<Socket>();
  ca = "";
  url = "";

  static async start(): Promise<ApiServer> {
    const api = new ApiServer();
    certificate ??= generate([{ name: "commonName", value: "kubernetes" }], {
      keyType: "ec",
      extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
    });
    const { private: key, cert } = await certificate;
    api.ca = cert;
    api.#server = createServer({ key, cert }, (request, response) => void api.#serve(request, response));
    api.#server.on("secureConnection", (socket: Socket) => api.#sockets.add(socket));
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    api.url = `https://127.0.0.1:${(api.#server.address() as AddressInfo).port}`;
    return api;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", this.url);
    const line = `${request.method ?? ""} ${url.pathname}`;
    this.requests.push(line);
    this.onRequest(line);
    const fault = this.faults.find(({ on, times }) => times > 0 && on.test(line));
    if (fault) fault.times -= 1;
    if (fault?.how === "drop") {
      request.socket.destroy();
      return;
    }
    // What is slow answers after the client has given up.
    if (fault?.how === "slow") return;
    if (typeof fault?.how === "number") {
      reply(response, fault.how, failure(fault.how, "made to fail"), fault.headers);
      return;
    }
    if (request.headers.authorization !== "Bearer test-token") {
      reply(response, 401, failure(401, "Unauthorized"));
      return;
    }
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Stored) : undefined;
    const [status, answer] = this.#answer(request.method ?? "", url, body);
    if (fault?.how === "drop after") {
      request.socket.destroy();
      return;
    }
    reply(response, status, answer);
  }

  #answer(method: string, { pathname: path, searchParams }: URL, body: Stored | undefined): [number, unknown] {
    if (path.endsWith("/selfsubjectaccessreviews")) return [201, { status: { allowed: this.#allowed(body) } }];
    if (this.notServed.some((part) => path.includes(part))) return [404, failure(404, "the server could not find it")];
    const { store } = this;
    switch (method) {
      case "GET": {
        if (isCollection(path)) return [200, this.#list(path, searchParams)];
        this.velero.look(path);
        const found = store.objects.get(path);
        return found ? [200, found] : [404, failure(404, "not found", "NotFound")];
      }
      case "POST":
        return this.#create(path, body as unknown as Stored);
      case "PATCH": {
        const found = store.objects.get(path);
        if (!found) return [404, failure(404, "not found", "NotFound")];
        found.metadata = { ...found.metadata, labels: { ...found.metadata.labels, ...body?.metadata.labels } };
        return [200, found];
      }
      default:
        return this.#delete(path, body);
    }
  }

  #create(path: string, body: Stored): [number, unknown] {
    const own = `${path}/${body.metadata.name}`;
    if (this.store.objects.has(own)) return [409, failure(409, "already exists", "AlreadyExists")];
    const namespace = /\/namespaces\/([^/]+)\//.exec(own)?.[1];
    if (namespace !== undefined && namespace !== "velero" && !this.store.namespaces.includes(namespace)) {
      return [404, failure(404, `namespace ${namespace} not found`, "NotFound")];
    }
    const made = this.store.put(path, body);
    if (path.endsWith("/jobs")) this.#runJob(made);
    this.velero.made(own, made);
    return [201, made];
  }

  #delete(path: string, body: Stored | undefined): [number, unknown] {
    const found = this.store.objects.get(path);
    if (!found) return [404, failure(404, "not found", "NotFound")];
    const { uid } = (body as unknown as { preconditions: { uid: string } }).preconditions;
    if (uid !== found.metadata.uid) return [409, failure(409, "the UID does not match", "Conflict")];
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(path)?.[1];
    if (namespace === undefined) this.store.objects.delete(path);
    else this.store.removeNamespace(namespace);
    return [200, { kind: "Status", status: "Success" }];
  }

  #list(path: string, query: URLSearchParams): unknown {
    const all = this.store.in(path, query.get("labelSelector") ?? undefined);
    const from = Number(query.get("continue") ?? "0");
    const next = from + this.page < all.length ? String(from + this.page) : "";
    // As the real one does, without kind and version of the items.
    const items = all.slice(from, from + this.page).map(({ apiVersion: _a, kind: _k, ...object }) => object);
    return { kind: "List", metadata: { continue: next }, items };
  }

  #allowed(review: Stored | undefined): boolean {
    const { verb, resource, group } = (review?.spec?.resourceAttributes ?? {}) as Record<string, string>;
    return !this.denied.has(`${verb ?? ""} ${resource ?? ""}${group === "" || group === undefined ? "" : `.${group}`}`);
  }

  /** Does what the drills' scripts do to the volume they mount, and leaves a pod behind. */
  #runJob({ metadata: { name, namespace = "" }, spec }: Stored): void {
    const pod = (
      spec as {
        template: {
          spec: { containers: { command: string[] }[]; volumes: { persistentVolumeClaim: { claimName: string } }[] };
        };
      }
    ).template.spec;
    const script = pod.containers[0]?.command.at(-1) ?? "";
    const volume = `${namespace}/${pod.volumes[0]?.persistentVolumeClaim.claimName ?? ""}`;
    const written = /^echo -n (\S+) >/.exec(script)?.[1];
    if (written !== undefined) this.velero.volumes.set(volume, written);
    const message = this.velero.volumes.get(volume) ?? "";
    const job = this.store.objects.get(`/apis/batch/v1/namespaces/${namespace}/jobs/${name}`);
    if (job) job.status = { succeeded: 1 };
    this.store.put(`/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name: `${name}-x1`, labels: { "batch.kubernetes.io/job-name": name } },
      status: { phase: "Succeeded", containerStatuses: [{ state: { terminated: { exitCode: 0, message } } }] },
    });
  }
}

function isCollection(path: string): boolean {
  const parts = path.replace(/^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\//, "").split("/");
  return parts[0] === "namespaces" ? parts.length === 1 || parts.length === 3 : parts.length === 1;
}

function failure(code: number, message: string, reason = ""): unknown {
  return { kind: "Status", status: "Failure", code, message, reason };
}

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
