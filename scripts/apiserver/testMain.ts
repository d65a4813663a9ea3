// Runs the tests against a real API server, or says in one line why they are skipped. With --setup it first gets what is
// missing. Other arguments go to mocha. Exits 0 when the tests pass or are skipped, 1 when one fails, 2 when a setting is wrong.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Assets, findAssets, HERE, SettingError } from "./assets.ts";
import { setUp } from "./setup.ts";
import { Unavailable } from "./unavailable.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const args = process.argv.slice(2).filter((arg) => arg !== "--setup");

/** The programs, or undefined once it has been said why there are none. */
async function programs(): Promise<Assets | undefined> {
  try {
    if (process.argv.includes("--setup")) return await setUp(HERE, (line) => void process.stdout.write(`${line}\n`));
    const assets = findAssets(HERE);
    if (!assets) throw new Unavailable("there is no kube-apiserver and etcd yet (npm run setup:apiserver gets them)");
    return assets;
  } catch (error) {
    if (error instanceof SettingError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } else if (error instanceof Unavailable) {
      const [reason = ""] = error.message.split("\n");
      process.stdout.write(`Tests against a real API server: skipped, since ${reason}\n`);
    } else {
      throw error;
    }
    return undefined;
  }
}

if (await programs()) {
  const mocha = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
  const files = args.some((arg) => arg.endsWith(".ts")) ? [] : [join("tests", "apiserver", "**", "*.spec.ts")];
  const support = join(ROOT, "tests", "apiserver", "support");
  // All files share one server. It is started before mocha, which would hide why it was not.
  const preload = ["--import", pathToFileURL(join(support, "shared.ts")).href];
  const options = ["--no-parallel", "--require", join(support, "hooks.ts"), "--timeout", "60000", ...args, ...files];
  const result = spawnSync(process.execPath, [...preload, mocha, ...options], { cwd: ROOT, stdio: "inherit" });
  process.exitCode = result.status ?? 1;
}
