import { request } from "node:http";

/** Environment variable that tells a plugin where the simulated cloud listens. */
export const SOCKET_VARIABLE = "EKS_PLATFORM_REHEARSAL_SOCKET";

/** Inputs of a provider that say where it works, as the engine sent them. */
export type ProviderSettings = Readonly<Record<string, unknown>>;

/** What a plugin asks the cloud to do. Values are as the engine sent them. */
export interface CloudRequest {
  readonly operation: "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";
  readonly urn?: string;
  readonly id?: string;
  readonly token?: string;
  readonly olds?: unknown;
  readonly news?: unknown;
  /** How the provider is configured that is to do it. Default: it works where the stack is. */
  readonly settings?: ProviderSettings;
}

/** What the cloud says. */
export type CloudReply = { readonly result: unknown } | { readonly error: string };

/**
 * Sends one request to the simulated cloud that the rehearsal runs.
 *
 * @throws Error with the cloud's own words when it refuses
 */
export async function ask<T>(message: CloudRequest): Promise<T> {
  const reply = await post(JSON.stringify(message));
  if ("error" in reply) throw withoutTrace(reply.error);
  return reply.result as T;
}

function post(body: string): Promise<CloudReply> {
  const socketPath = process.env[SOCKET_VARIABLE];
  if (socketPath === undefined) throw new Error(`${SOCKET_VARIABLE} is not set: this plugin works only in a rehearsal`);
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method: "POST", path: "/" }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve(JSON.parse(Buffer.concat(chunks).toString()) as CloudReply);
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The plugin host prints the trace of what it is thrown; a refusal of the cloud has none that says anything. */
function withoutTrace(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
