import { join } from "node:path";
import { command, readCommandLine } from "../../cli/commandLine.ts";
import type { Surroundings as Process } from "../../cli/surroundings.ts";
import { UsageError } from "../../cli/usageError.ts";
import { describeFailure } from "../../preview/failure.ts";
import { stackConfig } from "../stackConfig.ts";
import type { Lookup } from "./cluster.ts";
import { probe } from "./probe.ts";
import { preflightReport } from "./report.ts";

/** What the command needs of the world around it. */
export interface Surroundings extends Pick<Process, "write" | "writeError" | "environment"> {
  /** Asks EKS for a cluster. */
  readonly find: (name: string, region: string) => Promise<Lookup>;
}

const AFTER = `
Asks EKS for the cluster through the AWS CLI, and goes to its API server the way the stack's deployAccess declares.
Changes nothing. docs/operations.md says what to do where the way is closed.

Exit codes: 0 within reach, or not made yet; 1 out of reach, or nobody can tell; 2 bad usage or configuration; 3 the command itself failed.
`;

/** The command `npm run preflight`. */
export async function preflight(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      surroundings.write(options.help);
      return 0;
    }
    const { stack, dir } = options;
    const config = stackConfig(dir ?? join(import.meta.dirname, "..", ".."), stack, new Date());
    const { deployAccess: access, clusterName } = config;
    const lookup = await surroundings.find(clusterName, config.aws.scope.region);
    const result = {
      stack,
      clusterName,
      access,
      lookup,
      ...(lookup.kind === "found" && {
        probe: await probe(lookup.cluster, access.mode === "proxy" ? access.url : undefined),
      }),
    };
    const { text, ready } = preflightReport(result);
    surroundings.write(`${text}\n`);
    return ready ? 0 : 1;
  } catch (error) {
    const failure = describeFailure(error, "preflight", surroundings.environment);
    surroundings.writeError(`${failure.message}\n`);
    return failure.exitCode;
  }
}

function parseOptions(argv: readonly string[]): { readonly help: string } | { stack: string; dir?: string } {
  const definition = command("npm run preflight --", "Says whether the API server of a stack is within reach.", AFTER)
    .argument("[stack]", "what stands between Pulumi. and .yaml")
    .option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml");
  const read = readCommandLine<{ dir?: string }>(definition, argv);
  if ("help" in read) return read;
  const [stack] = read.args;
  if (stack === undefined) throw new UsageError(`Name a stack.\n\n${read.usage}`);
  return { ...read.given, stack };
}
