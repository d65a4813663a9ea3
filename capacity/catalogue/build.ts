import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode, type ReferenceTable } from "./encode.ts";

// Writes families.tsv and types.tsv from a table of labels, allocatable resources and prices; see README.md.
const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("Usage: node capacity/catalogue/build.ts <instance-types.json>\n");
  process.exitCode = 2;
} else {
  const { families, types } = encode(JSON.parse(readFileSync(path, "utf8")) as ReferenceTable);
  writeFileSync(join(import.meta.dirname, "families.tsv"), families);
  writeFileSync(join(import.meta.dirname, "types.tsv"), types);
  process.stdout.write(
    `${types.split("\n").length - 4} instance types of ${families.split("\n").length - 2} families\n`,
  );
}
