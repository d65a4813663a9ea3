import * as policy from "@pulumi/policy";

// The package exports this class, but its type declarations leave it out.
const { UnknownValueError } = policy as unknown as { UnknownValueError: new (...rest: never[]) => Error };

/** Whether an error is the one the engine's proxies throw when an input is read that is not known during a preview. */
export function isUnknownError(error: unknown): error is Error {
  return error instanceof UnknownValueError;
}
