import { ARCHITECTURE, awsLabel, CAPACITY_TYPE, KNOWN_VALUES, POOL_LABEL } from "./labels.ts";
import type { NodePoolConfig } from "./nodePoolConfig.ts";
import type { Taint } from "./poolPresets.ts";
import type { Requirement } from "./requirements.ts";

type Requirements = Pick<NodePoolConfig, "requirements">;

/** What an application has to know of a pool to run on it. */
export interface PoolReference {
  /** The pool's configured name. */
  readonly name: string;
  /** Node selector that picks the pool, in whichever zone. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** What pods must tolerate. */
  readonly taints: readonly Taint[];
  readonly architectures: readonly string[];
  readonly capacityTypes: readonly string[];
}

/** The pools of a stack as applications refer to them. */
export function poolReferences(pools: readonly NodePoolConfig[]): PoolReference[] {
  return pools.map((pool) => ({
    name: pool.name,
    nodeSelector: { [POOL_LABEL]: pool.name },
    taints: pool.taints,
    architectures: valuesLeft(pool, ARCHITECTURE),
    capacityTypes: valuesLeft(pool, CAPACITY_TYPE),
  }));
}

/**
 * The values of a label that a pool's requirements leave.
 *
 * @param all every value the label can have. Default: those of the labels whose values are all known
 */
export function valuesLeft(
  pool: Requirements,
  key: string,
  all: readonly string[] = KNOWN_VALUES[key] ?? [],
): string[] {
  return pool.requirements
    .filter((requirement) => requirement.key === key)
    .reduce((left, requirement) => left.filter((value) => admits(requirement, value)), [...all]);
}

/** Whether a pool may buy a kind of capacity. */
export function mayBuy(pool: Requirements, type: "spot" | "on-demand" | "reserved"): boolean {
  return valuesLeft(pool, CAPACITY_TYPE).includes(type);
}

/** Whether a pool asks for GPUs: by family letter, by family, or by a label that only instances with GPUs have. */
export function isGpuPool(pool: Requirements): boolean {
  const wants = (key: string, matches: (value: string) => boolean): boolean =>
    pool.requirements.some(
      (requirement) =>
        requirement.key === key && requirement.operator === "In" && (requirement.values ?? []).some(matches),
    );
  return (
    wants(awsLabel("instance-category"), (value) => value === "g" || value === "p") ||
    wants(awsLabel("instance-family"), (value) => /^[gp][0-9]/.test(value)) ||
    wants("node.kubernetes.io/instance-type", (value) => /^[gp][0-9]/.test(value)) ||
    pool.requirements.some(
      ({ key, operator }) =>
        key.startsWith(awsLabel("instance-gpu-name").replace("name", "")) &&
        !["DoesNotExist", "NotIn"].includes(operator),
    )
  );
}

function admits({ operator, values = [] }: Requirement, value: string): boolean {
  switch (operator) {
    case "In":
      return values.includes(value);
    case "NotIn":
      return !values.includes(value);
    case "Exists":
      return true;
    case "DoesNotExist":
      return false;
    default:
      // A comparison of numbers leaves no word.
      return false;
  }
}
