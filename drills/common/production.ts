/** What a drill knows of the place it is about to run in. */
export interface Place {
  readonly context?: string;
  readonly cluster?: string;
  readonly stack?: string;
  /** The stack's tier, where the stack is known. */
  readonly tier?: string;
}

/** Words that stand for production, on their own or between separators: `atlas-prod`, `prd_eu`, but not `product-dev`. */
const PRODUCTION = /(?:^|[^a-z])(?:prod|prd|production|live)(?:[^a-z]|$)/i;

/** Why a place looks like production; undefined when nothing says so. A stack's own tier outweighs what it is called. */
export function looksLikeProduction({ tier, stack, context, cluster }: Place): string | undefined {
  if (tier !== undefined) return tier === "prod" ? `stack ${stack ?? ""} is of tier prod` : undefined;
  const named = [
    ["the context", context],
    ["its cluster", cluster],
    ["the stack", stack],
  ] as const;
  for (const [what, name] of named) {
    if (name !== undefined && PRODUCTION.test(name)) return `${what} is called ${name}`;
  }
  return undefined;
}
