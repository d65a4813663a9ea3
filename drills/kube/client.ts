import type { HttpMethod } from "@kubernetes/client-node";
import type { Clock } from "../common/clock.ts";
import { EnvironmentError } from "../common/errors.ts";
import { listAt, textAt } from "../common/json.ts";
import { ApiError, asEnvironment, describeConnection } from "./errors.ts";
import type { KubeObject } from "./objects.ts";
import { type Answer, type Transport } from "./transport.ts";

/** How often and how patiently requests are repeated. */
export interface Patience {
  /** Attempts in all. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled before each further one. */
  readonly firstDelay: number;
  /** Most milliseconds to wait between attempts, also when the server asks for more. */
  readonly longestDelay: number;
  /** Milliseconds an attempt may take. */
  readonly attemptTimeout: number;
}

/** Five attempts within half a minute or so: longer than a control plane takes to replace one of its servers. */
export const PATIENCE: Patience = { attempts: 6, firstDelay: 500, longestDelay: 15_000, attemptTimeout: 30_000 };

/** Objects asked for in one page. Source: client-go's pager, default page size. */
const PAGE = 500;

/** What a client is made with. */
export interface ClientOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Ends everything when it is aborted. */
  readonly signal: AbortSignal;
  readonly patience?: Patience;
}

/** The parts of the Kubernetes API that drills use. Requests are repeated where that can help. */
export class KubeClient {
  readonly #options: ClientOptions & { readonly patience: Patience };

  constructor(options: ClientOptions) {
    this.#options = { patience: PATIENCE, ...options };
  }

  /** The same client with another signal: what cleans up must outlive what was interrupted. */
  with(signal: AbortSignal): KubeClient {
    return new KubeClient({ ...this.#options, signal });
  }

  /** An object; undefined when there is none. */
  async find(path: string): Promise<KubeObject | undefined> {
    const answer = await this.#ask("GET", path);
    return answer.status === 404 ? undefined : this.#object(answer, `reading ${path}`);
  }

  /** Every object of a list. One that changed so much that its pages no longer fit together is read again. */
  async list(path: string, selector?: string): Promise<KubeObject[]> {
    for (let turn = 1; ; turn += 1) {
      try {
        return await this.#pages(path, selector);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 410 || turn >= this.#options.patience.attempts)
          throw error;
      }
    }
  }

  /**
   * Makes an object. An attempt whose answer got lost may have made it: what is there by then is taken for ours when
   * `isOurs` says so.
   *
   * @throws ApiError 409 when there is one that is not ours
   */
  async create(path: string, body: KubeObject, isOurs: (there: KubeObject) => boolean): Promise<KubeObject> {
    const answer = await this.#ask("POST", path, body);
    if (answer.status !== 409) return this.#object(answer, `making ${textAt(body, "kind") ?? path}`);
    const there = await this.find(`${path}/${body.metadata.name}`);
    if (there && isOurs(there)) return there;
    throw new ApiError(409, `making ${textAt(body, "kind") ?? path} ${body.metadata.name}`, answer.body);
  }

  /** Asks a question that leaves nothing behind: an access review. */
  async review(path: string, body: unknown): Promise<unknown> {
    const answer = await this.#ask("POST", path, body);
    return this.#object(answer, `asking ${path}`);
  }

  /** Merges a patch into an object; an object that is gone needs none. */
  async merge(path: string, patch: unknown): Promise<void> {
    const answer = await this.#ask("PATCH", path, patch, "application/merge-patch+json");
    if (answer.status !== 404) this.#object(answer, `changing ${path}`);
  }

  /** Deletes that very object: not another one that took its name meanwhile, and none that is gone. */
  async remove(path: string, uid: string, propagation: "Background" | "Foreground" = "Background"): Promise<void> {
    const body = { kind: "DeleteOptions", apiVersion: "v1", preconditions: { uid }, propagationPolicy: propagation };
    const answer = await this.#ask("DELETE", path, body);
    // 409: by now the name is somebody else's.
    if (answer.status !== 404 && answer.status !== 409) this.#object(answer, `deleting ${path}`);
  }

  async #pages(path: string, selector: string | undefined): Promise<KubeObject[]> {
    const items: KubeObject[] = [];
    let next = "";
    do {
      const query = new URLSearchParams({ limit: String(PAGE) });
      if (selector !== undefined) query.set("labelSelector", selector);
      if (next !== "") query.set("continue", next);
      const answer = await this.#ask("GET", `${path}?${query.toString()}`);
      const page = this.#object(answer, `listing ${path}`);
      items.push(...(listAt(page, "items") as unknown as KubeObject[]));
      next = textAt(page, "metadata", "continue") ?? "";
    } while (next !== "");
    return items;
  }

  #object({ status, body }: Answer, what: string): KubeObject {
    if (status >= 200 && status < 300) return body as KubeObject;
    throw asEnvironment(new ApiError(status, what, body));
  }

  async #ask(method: HttpMethod, path: string, body?: unknown, contentType?: string): Promise<Answer> {
    const { transport, patience, clock, signal } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const last = attempt >= patience.attempts;
      let delay = Math.min(patience.firstDelay * 2 ** (attempt - 1), patience.longestDelay);
      try {
        const answer = await transport.send({
          method,
          path,
          signal: AbortSignal.any([signal, AbortSignal.timeout(patience.attemptTimeout)]),
          ...(body !== undefined && { body }),
          ...(contentType !== undefined && { contentType }),
        });
        if (last || !isPassing(answer.status)) return answer;
        delay = Math.min(retryAfter(answer) ?? delay, patience.longestDelay);
      } catch (error) {
        signal.throwIfAborted();
        if (last) throw new EnvironmentError(`The cluster cannot be reached: ${describeConnection(error)}`);
      }
      await clock.sleep(delay, signal);
    }
  }
}

/** Whether the same request may succeed a little later. */
function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function retryAfter({ headers }: Answer): number | undefined {
  const seconds = Number(headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
