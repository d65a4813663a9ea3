import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, parseConfig, PLATFORM_KEY } from "../../components/config.ts";
import { UsageError } from "../../preview/errors.ts";
import { findStacks, readStack } from "../../preview/stackFiles.ts";
import { concerns, pins, type StackVersion } from "./list.ts";
import { renderPins } from "./render.ts";

/** Where the command writes. */
export interface Output {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const HELP = `npm run versions -- [--json] [--check] [--on <day>] [--dir <directory>]

Lists every version that the platform pins, what depends on it, and how long it is supported where the upstream says so.

  --json         the same for programs
  --check        exit 1 when a stack's Kubernetes version is out of the support the stack has chosen
  --on <day>     judge as on that day (2027-03-01). Default: today
  --dir <dir>    where the stack files are. Default: the project

Exit codes: 0; 1 with --check, something is out of support; 2 bad usage or configuration
`;

/** The command `npm run versions`. */
export function versions(argv: readonly string[], output: Output): number {
  try {
    const options = parse(argv);
    if (options.help === true) {
      output.write(HELP);
      return 0;
    }
    const today = day(options.on);
    const stacks = stackVersions(options.dir ?? join(import.meta.dirname, "..", ".."), today);
    const list = pins(stacks);
    const found = concerns(stacks, today);
    output.write(
      options.json === true
        ? `${JSON.stringify({ formatVersion: 1, on: today.toISOString().slice(0, 10), pins: list, concerns: found }, undefined, 2)}\n`
        : `${renderPins(list, found)}\n`,
    );
    return options.check === true && found.some(({ level }) => level === "error") ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
    output.writeError(`${error.message.trimEnd()}\n`);
    return 2;
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        json: { type: "boolean" },
        check: { type: "boolean" },
        on: { type: "string" },
        dir: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function day(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const parsed = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(parsed.getTime())) {
    throw new UsageError(`--on ${text}: allowed is a day such as 2027-03-01`);
  }
  return parsed;
}

function stackVersions(dir: string, today: Date): StackVersion[] {
  let stacks: string[];
  try {
    stacks = findStacks(dir);
  } catch {
    throw new UsageError(`--dir ${dir}: there is no such directory, or it cannot be read.`);
  }
  return stacks.map((stack) => {
    const { config } = readStack(dir, stack);
    const value = (key: string): unknown => {
      const text = config[key];
      return text === undefined || !/^[[{]/.test(text) ? text : (JSON.parse(text) as unknown);
    };
    const aws = Object.fromEntries(
      ["region", "allowedAccountIds", "defaultTags"].map((key) => [key, value(`aws:${key}`)]),
    );
    const { cluster } = parseConfig({ stack, platform: value(PLATFORM_KEY), aws }, { today, deploying: false }).config;
    return { stack, version: cluster.version, supportType: cluster.supportType };
  });
}
