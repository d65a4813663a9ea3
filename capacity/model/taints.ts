export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** A taint of a node. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: (typeof TAINT_EFFECTS)[number];
}

/** A toleration of a pod; an empty key or effect matches every one. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists" | "Lt" | "Gt";
  readonly value: string;
  readonly effect: string;
}

/** Whether one toleration covers a taint (Kubernetes docs, "Taints and Tolerations"). */
function covers(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== "" && toleration.effect !== taint.effect) return false;
  if (toleration.key !== "" && toleration.key !== taint.key) return false;
  if (toleration.operator === "Exists") return true;
  if (toleration.operator === "Equal") return toleration.key !== "" && toleration.value === taint.value;
  // A taint of 5 is tolerated by "Gt 3": the comparison is of the taint's value with the toleration's.
  const [taintNumber, limit] = [wholeNumber(taint.value), wholeNumber(toleration.value)];
  if (taintNumber === undefined || limit === undefined) return false;
  return toleration.operator === "Gt" ? taintNumber > limit : taintNumber < limit;
}

/** The taints nothing tolerates. Karpenter takes `PreferNoSchedule` for a requirement until it has to give it up. */
export function untolerated(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint[] {
  return taints.filter((taint) => !tolerations.some((toleration) => covers(toleration, taint)));
}

/** `nvidia.com/gpu=true:NoSchedule`, as kubectl writes it. */
export function describeTaint({ key, value, effect }: Taint): string {
  return `${key}${value === "" ? "" : `=${value}`}:${effect}`;
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}
