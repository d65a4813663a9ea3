import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands where a way to the internet would be, and lets nothing through. */
export interface NetworkGuard {
  /** Environment that sends every HTTP client of this machine's processes to the guard, loopback excepted. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hosts that somebody wanted to reach. */
  readonly attempts: readonly string[];
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1,localhost,::1";

/** Starts a proxy on loopback that refuses and remembers. */
export async function guardNetwork(): Promise<NetworkGuard> {
  const attempts: string[] = [];
  const server = createServer((incoming, outgoing) => {
    attempts.push(incoming.headers.host ?? incoming.url ?? "an unnamed host");
    outgoing.writeHead(403).end("a rehearsal needs no network");
  });
  server.on("connect", ({ url = "an unnamed host" }, socket) => {
    attempts.push(url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      ...Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map((name) => [name, url])),
      NO_PROXY: LOOPBACK,
      no_proxy: LOOPBACK,
    },
    attempts,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
