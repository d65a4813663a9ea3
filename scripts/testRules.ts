import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderRules } from "./rules/render.ts";

// Runs the rule unit tests in tests/rules with promtool, on the rules as the program asks for them. Without promtool they
// are skipped, with the reason.

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
    for (const { file, text } of rules) writeFileSync(join(directory, file), text);
    const tests = readdirSync(TESTS).filter((file) => TEST_FILE.test(file));
    for (const file of tests) copyFileSync(join(TESTS, file), join(directory, file));
    if (rules.length === 0 || tests.length === 0) throw new Error("there are no rules, or no tests of them");

    process.stdout.write(`${version}\n`);
    const files = rules.map(({ file }) => file);
    const valid = promtool(["check", "rules", ...files], directory);
    return valid && promtool(["test", "rules", ...tests], directory) ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = await main();
