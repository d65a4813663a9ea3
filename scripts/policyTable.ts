/**
 * Writes docs/policies.md, the catalogue of both packs' rules. With --check it writes nothing and exits 1 when the file
 * is not current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { documentedPacks } from "./policies/packs.ts";
import { inconsistencies, policyTable } from "./policies/table.ts";

const ROOT = join(import.meta.dirname, "..");
const FILE = "docs/policies.md";
const path = join(ROOT, FILE);

const packs = documentedPacks(ROOT);
const wrong = packs.flatMap(inconsistencies);
const text = await format(policyTable(packs), { ...(await resolveConfig(path)), parser: "markdown" });

if (wrong.length > 0) {
  fail(wrong.join("\n"));
} else if (!process.argv.includes("--check")) {
  writeFileSync(path, text);
} else if (current() !== text) {
  fail(`${FILE} is not what the packs say; write it anew with: node scripts/run.mjs scripts/policyTable.ts`);
}

function current(): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
