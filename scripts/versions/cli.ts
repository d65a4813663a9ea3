import { join } from "node:path";
import { command, type Read, readCommandLine } from "../../cli/commandLine.ts";
import type { Surroundings } from "../../cli/surroundings.ts";
import { describeFailure } from "../../preview/failure.ts";
import { UsageError } from "../../cli/usageError.ts";
import { existingStacks } from "../../preview/stackFiles.ts";
import { stackConfig } from "../stackConfig.ts";
import { concerns, pins, type StackVersion } from "./list.ts";
import { renderPins } from "./render.ts";

const AFTER = `
Examples:
  npm run versions                                 every pin, by the guide that says how to raise it
  npm run versions -- --check --on 2027-03-01      what will be out of support by then
  npm run --silent versions -- --json | jq         the same for programs

Exit codes: 0; 1 with --check, something is out of support; 2 bad usage or configuration; 3 the command itself failed.
docs/upgrades.md says how to upgrade each.
`;

/** What the command line asks for. */
interface Options {
  readonly json?: boolean;
  readonly check?: boolean;
  readonly on?: string;
  readonly dir?: string;
}

/** The command `npm run versions`. */
export function versions(
  argv: readonly string[],
  surroundings: Pick<Surroundings, "write" | "writeError" | "environment">,
): number {
  try {
    const read = parse(argv);
    if ("help" in read) {
      surroundings.write(read.help);
      return 0;
    }
    const options = read.given;
    const today = day(options.on);
    const stacks = stackVersions(options.dir ?? join(import.meta.dirname, "..", ".."), today);
    const list = pins(stacks);
    const found = concerns(stacks, today);
    surroundings.write(
      options.json === true
        ? `${JSON.stringify({ formatVersion: 1, on: today.toISOString().slice(0, 10), pins: list, concerns: found }, undefined, 2)}\n`
        : `${renderPins(list, found)}\n`,
    );
    return options.check === true && found.some(({ level }) => level === "error") ? 1 : 0;
  } catch (error) {
    const failure = describeFailure(error, "list of versions", surroundings.environment);
    surroundings.writeError(`${failure.message}\n`);
    return failure.exitCode;
  }
}

function parse(argv: readonly string[]): Read<Options> {
  const definition = command(
    "npm run versions --",
    "Lists every version that the platform pins, what depends on it, and how long it is supported.",
    AFTER,
  )
    .option("--json", "everything as JSON")
    .option("--check", "exit 1 when a stack's Kubernetes version is out of the support the stack has chosen")
    .option("--on <day>", "judge as on that day, such as 2027-03-01; default: today")
    .option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml");
  return readCommandLine<Options>(definition, argv);
}

function day(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const parsed = new Date(`${text}T00:00:00Z`);
  // 2027-02-31 would be taken for the third of March.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--on ${text}: allowed is a day such as 2027-03-01.`);
  }
  return parsed;
}

function stackVersions(dir: string, today: Date): StackVersion[] {
  return existingStacks(dir).map((stack) => {
    const { version, supportType } = stackConfig(dir, stack, today).cluster;
    return { stack, version, supportType };
  });
}
