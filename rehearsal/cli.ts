import { join } from "node:path";
import type { Surroundings as Process } from "../cli/surroundings.ts";
import { describeFailure } from "../preview/failure.ts";
import { readStack } from "../preview/stackFiles.ts";
import { discoverCli, NoCliError } from "./discovery/discover.ts";
import { sdkVersion } from "./discovery/version.ts";
import { type Options, parseOptions } from "./options.ts";
import { rehearse } from "./rehearsal.ts";
import { passed, renderClosing, renderHeading, renderJson, renderStep } from "./report.ts";

/** What the command needs of the process it runs in. */
export interface Surroundings extends Pick<Process, "write" | "writeError" | "environment"> {
  /** The user's home directory. */
  readonly home: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

const PROJECT = join(import.meta.dirname, "..");

/**
 * The command `npm run rehearse`.
 *
 * @returns the exit code: 0 every step passed, 1 an assertion failed, 2 bad usage or configuration, 3 no CLI or the
 *   rehearsal itself failed, 130 interrupted
 */
export async function cli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { write, writeError, signal } = surroundings;
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      write(options.help);
      return 0;
    }
    return await run(options, surroundings);
  } catch (error) {
    if (signal.aborted) {
      writeError("Interrupted; everything the rehearsal made is removed.\n");
      return 130;
    }
    if (error instanceof NoCliError) {
      writeError(`${error.message}\n`);
      return 3;
    }
    const failure = describeFailure(error, "rehearsal", surroundings.environment);
    writeError(`${failure.message}\n`);
    return failure.exitCode;
  }
}

async function run(options: Options, { write, writeError, environment, home, signal }: Surroundings): Promise<number> {
  const stackFile = readStack(PROJECT, options.stack);
  const sdk = sdkVersion();
  const found = discoverCli({ explicit: options.pulumi, environment, home, sdk });
  const { stack, seed, thorough } = options;
  // With --json standard output is the report and nothing else; what goes on is told beside it.
  const tell = options.json ? writeError : write;
  tell(`${renderHeading({ stack, cli: found, sdk, seed, thorough })}\n`);
  const report = await rehearse({
    project: PROJECT,
    stackFile,
    cli: found,
    sdk,
    seed,
    thorough,
    ...(options.only !== undefined && { only: options.only }),
    keep: options.keep,
    signal,
    onStep: (step) => {
      tell(`${renderStep(step)}\n`);
    },
  });
  tell(`${renderClosing(report)}\n`);
  if (options.json) write(`${renderJson(report)}\n`);
  return passed(report) ? 0 : 1;
}
