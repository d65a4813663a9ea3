import type { Request } from "./evaluate.ts";

/** A sentence about a controller, the call it speaks of, and whether IAM has to let it pass. */
export interface Proof {
  readonly sentence: string;
  readonly allowed: boolean;
  readonly requests: readonly Request[];
}

export function may(sentence: string, ...requests: Request[]): Proof {
  return { sentence: `may ${sentence}`, allowed: true, requests };
}

export function mayNot(sentence: string, ...requests: Request[]): Proof {
  return { sentence: `may not ${sentence}`, allowed: false, requests };
}

export function without(tags: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([other]) => other !== key));
}

/** The same call on a resource of another region or account, tags and all. */
export function elsewhere(request: Request, here: string, there: string): Request {
  return { ...request, resource: request.resource.replace(`:${here}:`, `:${there}:`) };
}
