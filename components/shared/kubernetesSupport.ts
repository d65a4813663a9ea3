import type { KubernetesVersion } from "./versions.ts";

/** Minor versions of Kubernetes, both ends included. */
export interface KubernetesRange {
  /** Default: the oldest one a stack may ask for. */
  readonly from?: KubernetesVersion;
  readonly to: KubernetesVersion;
}

/**
 * Controllers that document which Kubernetes they run on, as pinned in versions.ts; the others document none.
 * Sources: Karpenter docs, v1.14, "Compatibility"; Velero v1.18, README, "Velero compatibility matrix".
 */
export const DOCUMENTED_KUBERNETES = {
  karpenter: { from: "1.31", to: "1.36" },
  velero: { to: "1.35" },
} as const satisfies Readonly<Record<string, KubernetesRange>>;
