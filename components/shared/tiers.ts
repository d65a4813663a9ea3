/**
 * What an environment is for. It decides defaults and which rules are strict; the stack's name decides nothing. `drill` is
 * a cluster that lives for hours, to prove backups.
 */
export const TIERS = ["dev", "staging", "prod", "drill"] as const;

/** `dev`, `staging`, `prod` or `drill`. */
export type Tier = (typeof TIERS)[number];
