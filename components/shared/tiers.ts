/** What an environment is for. It decides defaults and which rules are strict; the stack's name decides nothing. */
export const TIERS = ["dev", "staging", "prod"] as const;

/** `dev`, `staging` or `prod`. */
export type Tier = (typeof TIERS)[number];
