import type { Concern, Pin } from "./list.ts";

/** The list for people: a block for each guide of docs/upgrades.md, what each version is for, and what to watch. */
export function renderPins(list: readonly Pin[], found: readonly Concern[]): string {
  const guides = Map.groupBy(list, ({ guide }) => guide);
  const widest = Math.max(...list.map(({ name }) => name.length));
  const widestVersion = Math.max(...list.map(({ version }) => version.length));
  const blocks = [...guides].map(([guide, pins]) => {
    const lines = pins.map(({ name, version, usedBy, support }) =>
      [
        `  ${name.padEnd(widest)}`,
        version.padEnd(widestVersion),
        [
          ...(support?.standardEnds === undefined ? [] : [`standard until ${support.standardEnds}`]),
          ...(support?.extendedEnds === undefined ? [] : [`extended until ${support.extendedEnds}`]),
          ...(support?.kubernetes === undefined ? [] : [`Kubernetes ${support.kubernetes}`]),
          ...(usedBy.length === 0 ? [] : [`for ${usedBy.join(", ")}`]),
        ].join("; "),
      ]
        .join("  ")
        .trimEnd(),
    );
    const depends = [...new Map(pins.map(({ name, dependents }) => [name, dependents]))];
    return [guide, ...lines, ...depends.map(([name, dependents]) => `  ${name}: ${dependents}`)].join("\n");
  });
  const notes = found.map(({ level, message }) => `${level}: ${message}`);
  return [...blocks, notes.length === 0 ? "Nothing is out of support." : notes.join("\n")].join("\n\n");
}
