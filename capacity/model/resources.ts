import { formatUnits } from "./quantity.ts";

/** Amounts of resources by name, in whole units: thousandths of a core for `cpu`, bytes or pieces for all else. */
export type Resources = Readonly<Record<string, number>>;

/** The sum, by resource. */
export function add(...lists: readonly Resources[]): Resources {
  const sum: Record<string, number> = {};
  for (const list of lists) for (const [name, amount] of Object.entries(list)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

/** The larger amount of each resource. */
export function larger(left: Resources, right: Resources): Resources {
  const result: Record<string, number> = { ...left };
  for (const [name, amount] of Object.entries(right)) result[name] = Math.max(result[name] ?? amount, amount);
  return result;
}

/** Whether requests fit. A node with a negative amount of anything holds nothing: its overhead exceeds its capacity. */
export function fits(requests: Resources, available: Resources): boolean {
  for (const name in available) if ((available[name] ?? 0) < 0) return false;
  for (const name in requests) if ((requests[name] ?? 0) > (available[name] ?? 0)) return false;
  return true;
}

/** `2 CPU, 4Gi memory, 1 nvidia.com/gpu`; the pod count that every pod takes is left out. */
export function describeResources(resources: Resources): string {
  const parts = Object.entries(resources)
    .filter(([name, amount]) => name !== "pods" && amount > 0)
    .map(([name, amount]) => `${formatUnits(name, amount)} ${name === "cpu" ? "CPU" : name}`);
  return parts.length === 0 ? "no requests" : parts.join(", ");
}
