import { createServer, type Server } from "node:http";
import type { CloudReply, CloudRequest } from "../plugin/client.ts";
import type { SimulatedCloud } from "./cloud.ts";

/** A simulated cloud that plugin processes can reach. */
export interface ServedCloud {
  close(): Promise<void>;
}

/**
 * Serves a cloud on a local socket. All state stays in this process, where the rehearsal can look at it; the plugins
 * that the engine starts and stops only pass requests on.
 *
 * @param current gives the cloud to ask; asked anew for each request, so that a rehearsal can begin again with an empty one
 */
export async function serveCloud(socketPath: string, current: () => SimulatedCloud): Promise<ServedCloud> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      void reply(current(), Buffer.concat(chunks).toString()).then((answer) => outgoing.end(JSON.stringify(answer)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  return { close: () => closed(server) };
}

async function reply(cloud: SimulatedCloud, text: string): Promise<CloudReply> {
  try {
    return { result: (await cloud.answer(JSON.parse(text) as CloudRequest)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
