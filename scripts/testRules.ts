import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RenderedRules, renderRules, renderStackRules } from "./rules/render.ts";

// Checks the rules of every stack with promtool, and runs the rule unit tests in tests/rules on those of a platform that has
// everything; all of them as the program asks for them. Without promtool they are skipped, with the reason.

const TESTS = join(import.meta.dirname, "../tests/rules");
const TEST_FILE = /\.test\.yaml$/;

/** Runs promtool and passes on what it says. @returns whether it was content */
function promtool(args: readonly string[], cwd: string): boolean {
  const { status, stdout, stderr, error } = spawnSync("promtool", args, { cwd, encoding: "utf8" });
  if (error) throw error;
  process.stdout.write(`${stdout}${stderr}`);
  return status === 0;
}

function promtoolVersion(): string | undefined {
  const { status, stdout, stderr } = spawnSync("promtool", ["--version"], { encoding: "utf8" });
  return status === 0 ? `${stdout}${stderr}`.split("\n")[0] : undefined;
}

/** Writes rule files into a directory and has promtool read them. */
function checked(rules: readonly RenderedRules[], directory: string): boolean {
  mkdirSync(directory, { recursive: true });
  for (const { file, text } of rules) writeFileSync(join(directory, file), text);
  return promtool(["check", "rules", ...rules.map(({ file }) => file)], directory);
}

async function main(): Promise<number> {
  const version = promtoolVersion();
  if (version === undefined) {
    process.stdout.write(
      "skipped: promtool is not installed. It comes with Prometheus (https://prometheus.io/download; on Debian: apt-get install prometheus).\n",
    );
    return 0;
  }
  const directory = mkdtempSync(join(tmpdir(), "eks-platform-rules-"));
  try {
    const rules = await renderRules();
    const tests = readdirSync(TESTS).filter((file) => TEST_FILE.test(file));
    const stacks = (await renderStackRules()).filter((one) => one.rules.length > 0);
    if (rules.length === 0 || tests.length === 0 || stacks.length === 0) {
      throw new Error("there are no rules, no tests of them, or no stack that has any");
    }
    process.stdout.write(`${version}\n`);
    const valid = stacks.map(({ stack, rules: own }) => {
      process.stdout.write(`\n== rules of ${stack}\n`);
      return checked(own, join(directory, stack));
    });
    process.stdout.write("\n== unit tests\n");
    valid.push(checked(rules, directory));
    for (const file of tests) copyFileSync(join(TESTS, file), join(directory, file));
    return valid.every(Boolean) && promtool(["test", "rules", ...tests], directory) ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = await main();
