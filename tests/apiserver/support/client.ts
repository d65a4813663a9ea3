import { Agent, request, type RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";

/** What an API server answered. */
export interface Answer {
  readonly status: number;
  /** The object asked for, or the Status that says why not. */
  readonly body: Record<string, unknown>;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

/** A body and what it is. */
export interface Sent {
  readonly contentType: "application/json" | "application/apply-patch+yaml" | "application/merge-patch+json";
  readonly text: string;
}

/**
 * Requests to the API server of a kubeconfig, as they stand: the typed clients drop fields they do not know before a
 * server could refuse them, and hide the warnings it answers with.
 */
export class ApiClient {
  readonly kubeConfig = new KubeConfig();
  readonly #agent = new Agent({ keepAlive: true });

  constructor(kubeconfig: string) {
    this.kubeConfig.loadFromString(kubeconfig);
  }

  async send(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, sent?: Sent): Promise<Answer> {
    const options: RequestOptions = { method, headers: sent ? { "Content-Type": sent.contentType } : {} };
    await this.kubeConfig.applyToHTTPSOptions(options);
    const url = new URL(path, this.kubeConfig.getCurrentCluster()?.server);
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { ...options, agent: this.#agentFor(options) }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.once("error", reject);
        response.once("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            body: bodyOf(text),
            warnings: (response.headersDistinct.warning ?? []).flatMap(warningTexts),
          });
        });
      });
      outgoing.once("error", reject);
      outgoing.end(sent?.text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** One pool of connections, with the certificate authority that the kubeconfig names. */
  #agentFor({ ca }: RequestOptions): Agent {
    if (ca !== undefined) this.#agent.options.ca = ca;
    return this.#agent;
  }
}

/** The message of an answer: a Status' own, else nothing. */
export function messageOf({ body }: Answer): string {
  return typeof body.message === "string" ? body.message : "";
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Health checks answer in plain text.
    return { message: text };
  }
}

/** The texts of a header such as `299 - "spec.x is deprecated", 299 - "unknown field \"y\""`. */
export function warningTexts(header: string): string[] {
  return [...header.matchAll(/299 \S+ "(?<text>(?:[^"\\]|\\.)*)"/g)].map(({ groups }) =>
    (groups?.text ?? "").replace(/\\(.)/g, "$1"),
  );
}
