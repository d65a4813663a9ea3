/**
 * Every version this platform pins. One place, so that an upgrade is one reviewed line.
 */

/** A Kubernetes minor version on EKS with its support dates (ISO days). */
export interface KubernetesRelease {
  readonly version: KubernetesVersion;
  /** Last day of standard support: after it EKS upgrades the cluster or charges for extended support. */
  readonly standardSupportEnds: string;
  /** Last day of extended support: after it EKS upgrades the cluster whatever its upgrade policy. */
  readonly extendedSupportEnds: string;
}

/** Minor versions a stack may ask for. */
export const KUBERNETES_VERSIONS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/**
 * The newest minor version that Karpenter (1.9 and later), Velero (tested with 1.35.0) and the other controllers all
 * document support for.
 */
export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = "1.35";

/** Source: endoflife.date, "Amazon EKS", 2026-08-22, and the Amazon EKS User Guide's release calendar. */
export const KUBERNETES_RELEASES: readonly KubernetesRelease[] = [
  { version: "1.31", standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26" },
  { version: "1.32", standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23" },
  { version: "1.33", standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29" },
  { version: "1.34", standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02" },
  { version: "1.35", standardSupportEnds: "2027-03-27", extendedSupportEnds: "2028-03-27" },
  { version: "1.36", standardSupportEnds: "2027-08-02", extendedSupportEnds: "2028-08-02" },
];
