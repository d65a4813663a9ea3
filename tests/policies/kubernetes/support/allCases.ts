import { readdirSync } from "node:fs";
import type { RuleCases } from "./cases.ts";

const directory = new URL("../cases/", import.meta.url);

/** The cases of every rule, from every file of `cases/`. */
export const allCases: RuleCases[] = await Promise.all(
  readdirSync(directory)
    .filter((file) => file.endsWith(".ts"))
    .map(async (file) => ((await import(new URL(file, directory).href)) as { cases: RuleCases }).cases),
);
