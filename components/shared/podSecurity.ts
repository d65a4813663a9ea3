/** A profile of the Pod Security Standards. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/**
 * Labels by which the API server refuses a namespace pods beyond a profile, records them and warns of them.
 * Source: Kubernetes docs, "Pod Security Admission".
 */
export function podSecurityLabels(level: PodSecurityLevel) {
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/audit": level,
    "pod-security.kubernetes.io/warn": level,
  };
}
