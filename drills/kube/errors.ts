import { EnvironmentError } from "../common/errors.ts";
import { textAt } from "../common/json.ts";

/** An answer of the API server that is no success. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** The server's own word for it: `AlreadyExists`, `Expired`, ... */
  readonly reason: string | undefined;
  constructor(status: number, what: string, body: unknown) {
    super(`${what}: ${status} ${textAt(body, "message") ?? textAt(body, "reason") ?? ""}`.trim());
    this.status = status;
    this.reason = textAt(body, "reason");
  }
}

/** An answer that is a mistake of nobody but the environment, as the error to end with; others as they are. */
export function asEnvironment(error: ApiError): Error {
  if (error.status === 401) {
    return new EnvironmentError(
      `The API server does not know who this is (${error.message}). Renew the credentials of the context.`,
    );
  }
  if (error.status === 403) return new EnvironmentError(`No permission: ${error.message}`);
  if (error.status === 429 || error.status >= 500) {
    return new EnvironmentError(`The API server does not answer as it should: ${error.message}`);
  }
  return error;
}

/** What a failed connection says, without the layers of errors around it. */
export function describeConnection(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return describeConnection(error.cause);
  const { code } = error as { code?: unknown };
  return typeof code !== "string" || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
}
