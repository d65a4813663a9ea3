import { type HttpMethod, IsomorphicFetchHttpLibrary, type KubeConfig, RequestContext } from "@kubernetes/client-node";

/** One request to the API server. */
export interface Request {
  readonly method: HttpMethod;
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal: AbortSignal;
}

/** The API server's answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, as text otherwise. */
  readonly body: unknown;
}

/** Sends single requests, without trying again. */
export interface Transport {
  send(request: Request): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Requests with the addresses, certificates, proxies and credentials of a kubeconfig. Objects come back as the API server
 * sent them: the library's typed clients leave out fields they do not know, which would hide what a restore changed.
 */
export function kubeTransport(config: KubeConfig): Transport {
  const server = (config.getCurrentCluster()?.server ?? "").replace(/\/+$/, "");
  const http = new IsomorphicFetchHttpLibrary();
  let connections: ReturnType<RequestContext["getDispatcher"]>;
  return {
    async send({ method, path, body, contentType, signal }) {
      const request = new RequestContext(`${server}${path}`, method);
      request.setHeaderParam("Accept", "application/json");
      if (body !== undefined) {
        request.setHeaderParam("Content-Type", contentType ?? "application/json");
        request.setBody(JSON.stringify(body));
      }
      await config.applySecurityAuthentication(request);
      // The library makes new connections for every request; one set of them serves the whole drill.
      connections ??= request.getDispatcher();
      if (connections) request.setDispatcher(connections);
      request.setSignal(signal);
      const response = await http.send(request).toPromise();
      return { status: response.httpStatusCode, headers: response.headers, body: parsed(await response.body.text()) };
    },
    async close() {
      await connections?.destroy();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
