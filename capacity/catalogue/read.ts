import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resources } from "../model/resources.ts";
import type { SizeFacts } from "../model/overhead.ts";
import { FAMILY_COLUMNS, labelsOfName, TYPE_COLUMNS } from "./columns.ts";

/** One EC2 instance type. */
export interface CatalogueType {
  readonly name: string;
  /** Every label Karpenter gives a node of it; a label it has not is left out. */
  readonly labels: Readonly<Record<string, string>>;
  readonly size: SizeFacts;
  /** GPUs and other devices by resource name. */
  readonly devices: Resources;
  /** On-demand list price for Linux; undefined where the price table has none. */
  readonly usdPerHour: number | undefined;
}

/** The EC2 types there are, as far as this project knows. */
export interface Catalogue {
  readonly priceRegion: string;
  /** Day of the price table, ISO 8601. */
  readonly priceDate: string;
  /** Sorted by name. */
  readonly types: readonly CatalogueType[];
}

let loaded: Catalogue | undefined;

/** The checked-in catalogue; its README names the sources. */
export function readCatalogue(): Catalogue {
  const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");
  return (loaded ??= decode(read("families.tsv"), read("types.tsv")));
}

/** Reads the catalogue's two files. */
export function decode(families: string, types: string): Catalogue {
  const familyLabels = new Map(rows(families).map((row) => [row.family ?? "", labelsOf(row, FAMILY_COLUMNS)] as const));
  return {
    priceRegion: headerOf(types, "priceRegion"),
    priceDate: headerOf(types, "priceDate"),
    types: rows(types).map((row) => {
      const name = row.name ?? "";
      const labels = {
        ...labelsOfName(name),
        ...familyLabels.get(name.slice(0, name.indexOf("."))),
        ...labelsOf(row, TYPE_COLUMNS),
      };
      return {
        name,
        labels,
        size: {
          cpu: Number(row.cpu),
          memoryMi: Number(row.memoryMi),
          arch: labels["kubernetes.io/arch"] ?? "",
          eniPods: Number(row.eniPods),
          localNvmeGB: numberOf(row.localNvmeGB),
        },
        devices: devicesOf(row.devices ?? ""),
        usdPerHour: numberOf(row.usdPerHour),
      };
    }),
  };
}

function headerOf(text: string, name: string): string {
  return new RegExp(`^# ${name}: (?<value>.+)$`, "m").exec(text)?.groups?.value ?? "";
}

function rows(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const names = header.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

function labelsOf(
  row: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([column, label]) => (row[column] ? [[label, row[column]] as const] : [])),
  );
}

function devicesOf(cell: string): Resources {
  const pairs = cell.split(" ").filter((pair) => pair !== "");
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), Number(pair.slice(pair.indexOf("=") + 1))]),
  );
}

function numberOf(cell: string | undefined): number | undefined {
  return cell === undefined || cell === "" ? undefined : Number(cell);
}
