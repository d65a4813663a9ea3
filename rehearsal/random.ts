import { createHash } from "node:crypto";

/** The same few items of a list for the same seed, in the list's order. */
export function sample<T>(items: readonly T[], count: number, seed: number): T[] {
  const rank = (index: number): string => createHash("sha256").update(`${seed}/${index}`).digest("hex");
  return items
    .map((item, index) => ({ item, index, rank: rank(index) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, count)
    .sort((one, other) => one.index - other.index)
    .map(({ item }) => item);
}
