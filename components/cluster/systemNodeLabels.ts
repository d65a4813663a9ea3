/** Labels of the system nodes. */
export const SYSTEM_NODE_LABELS: Readonly<Record<string, string>> = { "eks-platform/node-group": "system" };

/** Taint of dedicated system nodes. Karpenter's chart, and most add-ons, tolerate it by default. */
export const SYSTEM_NODE_TAINT = { key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" } as const;
