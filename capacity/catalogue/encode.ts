import { overheadOf, capacityOf } from "../model/overhead.ts";
import { parseQuantity, toUnits } from "../model/quantity.ts";
import { FAMILY_COLUMNS, FIGURE_COLUMNS, labelsOfName, TYPE_COLUMNS } from "./columns.ts";

/** The table the catalogue is made from: labels and allocatable resources by instance type, as Karpenter's docs list them. */
export interface ReferenceTable {
  readonly source: string;
  readonly regions: readonly string[];
  readonly types: Readonly<Record<string, ReferenceType>>;
}

/** One row of it. */
export interface ReferenceType {
  readonly labels: Readonly<Record<string, string>>;
  /** Of an AL2023 node with default settings. */
  readonly allocatable: Readonly<Record<string, string>>;
  readonly onDemandUsdPerHour: Readonly<Record<string, number>>;
}

/** Resources whose allocatable amount follows from a type's figures, by Karpenter's own rules. */
const DERIVED = ["cpu", "memory", "ephemeral-storage", "pods"];

/**
 * The catalogue's two files.
 *
 * @throws Error when a figure would be lost: a label the format has no column for, a family whose sizes differ in what
 *   they should share, or an allocatable amount that Karpenter's rules do not give
 */
export function encode(table: ReferenceTable): { readonly families: string; readonly types: string } {
  const [region, ...others] = table.regions;
  const date = /\d{4}-\d{2}-\d{2}/.exec(table.source)?.[0];
  if (region === undefined || others.length > 0 || date === undefined) {
    throw new Error(
      `expected prices of one region with the date of the table, found ${table.regions.join(", ")}: ${table.source}`,
    );
  }
  const names = Object.keys(table.types).sort();
  const families = new Map<string, string>();
  const rows = names.map((name) => {
    const type = table.types[name];
    if (!type) throw new Error(`${name}: no figures`);
    assertComplete(name, type);
    const family = name.slice(0, name.indexOf("."));
    const shared = Object.values(FAMILY_COLUMNS)
      .map((label) => type.labels[label] ?? "")
      .join("\t");
    if ((families.get(family) ?? shared) !== shared)
      throw new Error(`${name}: differs from the other sizes of ${family}`);
    families.set(family, shared);
    const labels = Object.values(TYPE_COLUMNS).map((label) => type.labels[label] ?? "");
    const price = type.onDemandUsdPerHour[region];
    return [name, ...labels, type.allocatable.pods ?? "", devices(type), price === undefined ? "" : String(price)].join(
      "\t",
    );
  });
  const header = [`# priceRegion: ${region}`, `# priceDate: ${date}`];
  return {
    families: [
      ["family", ...Object.keys(FAMILY_COLUMNS)].join("\t"),
      ...[...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([family, shared]) => `${family}\t${shared}`),
      "",
    ].join("\n"),
    types: [...header, ["name", ...Object.keys(TYPE_COLUMNS), ...FIGURE_COLUMNS].join("\t"), ...rows, ""].join("\n"),
  };
}

function devices({ allocatable }: ReferenceType): string {
  return Object.entries(allocatable)
    .filter(([resource]) => !DERIVED.includes(resource))
    .map(([resource, amount]) => `${resource}=${amount}`)
    .sort()
    .join(" ");
}

function assertComplete(name: string, { labels, allocatable }: ReferenceType): void {
  const named = labelsOfName(name);
  const columns: readonly string[] = [...Object.values(FAMILY_COLUMNS), ...Object.values(TYPE_COLUMNS)];
  for (const [label, value] of Object.entries(labels)) {
    if (named[label] !== value && !columns.includes(label)) throw new Error(`${name}: no column for ${label}=${value}`);
  }
  const facts = {
    cpu: Number(labels[TYPE_COLUMNS.cpu]),
    memoryMi: Number(labels[TYPE_COLUMNS.memoryMi]),
    arch: labels["kubernetes.io/arch"] ?? "",
    eniPods: Number(parseQuantity(allocatable.pods ?? "")),
    localNvmeGB: undefined,
  };
  const capacity = capacityOf(facts);
  const overhead = overheadOf(facts, capacity);
  for (const resource of DERIVED) {
    const expected = (capacity[resource] ?? 0) - (overhead[resource] ?? 0);
    const found = toUnits(resource, allocatable[resource] ?? "");
    if (found !== expected)
      throw new Error(`${name}: ${resource} is ${allocatable[resource]}, by Karpenter's rules ${expected}`);
  }
}
