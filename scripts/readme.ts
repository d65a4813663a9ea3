/**
 * Keeps the captured output in README.md true. A block is preceded by a comment that says how it was captured:
 *
 *     <!-- captured: preview prod | first 20 | last 10 -->
 *
 * Without options the blocks are captured anew; with `--check` nothing is written, and the exit code is 1 when the README
 * shows something else than what happens.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const README = join(ROOT, "README.md");
const BLOCK =
  /(?<comment><!-- captured: (?<command>[^|>]+?)(?<cuts>(?: \| [^|>]+?)*) -->\n\n```text\n)[^]*?(?<end>```\n)/g;
const MAIN: Readonly<Record<string, string>> = { preview: "preview/main.ts", pools: "capacity/main.ts" };

/** Runs one of the project's commands as `npm run` would, and returns all it prints. */
function capture(command: string): string {
  const [name = "", ...args] = command.split(" ");
  const main = MAIN[name];
  if (main === undefined)
    throw new Error(`the README captures ${name}, which is none of ${Object.keys(MAIN).join(", ")}`);
  const result = spawnSync(process.execPath, [join(ROOT, "scripts", "run.mjs"), main, ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return `$ npm run ${name} -- ${args.join(" ")}\n${result.stdout}${result.stderr}`;
}

/** Keeps the first and last lines that were asked for, and says what is between. */
function cut(text: string, cuts: string): string {
  const lines = text.trimEnd().split("\n");
  const first = Number(/first (\d+)/.exec(cuts)?.[1] ?? lines.length);
  const last = Number(/last (\d+)/.exec(cuts)?.[1] ?? 0);
  const left = lines.length - first - last;
  if (left <= 0) return `${lines.join("\n")}\n`;
  return [...lines.slice(0, first), `  … ${left} lines`, ...(last > 0 ? lines.slice(-last) : []), ""].join("\n");
}

const before = readFileSync(README, "utf8");
let blocks = 0;
const after = before.replace(BLOCK, (...match) => {
  const groups = match.at(-1) as { comment: string; command: string; cuts: string; end: string };
  blocks += 1;
  return `${groups.comment}${cut(capture(groups.command.trim()), groups.cuts)}${groups.end}`;
});
if (blocks === 0) throw new Error("README.md has no captured block; the pattern of scripts/readme.ts no longer fits");
if (!process.argv.includes("--check")) {
  writeFileSync(README, after);
} else if (after !== before) {
  process.stderr.write("README.md shows output that is no longer what happens; run: npm run readme\n");
  process.exitCode = 1;
}
