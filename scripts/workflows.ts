/** Checks the workflows with GitHub's own parser and with this project's rules. Exits 1 when it finds something. */
import { join } from "node:path";
import { workflowFiles } from "./workflows/files.ts";
import { lint } from "./workflows/lint.ts";
import { brokenRules } from "./workflows/rules.ts";

const files = workflowFiles(join(import.meta.dirname, ".."));
const found = [
  ...(await lint(files)).map(({ file, line, message }) => `${file}:${line}: ${message}`),
  ...files.flatMap(brokenRules),
];
if (files.length === 0) found.push("There are no workflows.");
for (const line of found) process.stderr.write(`${line}\n`);
if (found.length > 0) process.exitCode = 1;
else process.stdout.write(`${files.length} workflows and actions, nothing wrong with them\n`);
