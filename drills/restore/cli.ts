import { join } from "node:path";
import type { Surroundings as Process } from "../../cli/surroundings.ts";
import { UsageError } from "../../cli/usageError.ts";
import { readStack } from "../../preview/stackFiles.ts";
import { confirm } from "../common/confirm.ts";
import { EnvironmentError, messageOf } from "../common/errors.ts";
import type { DrillSurroundings } from "../common/surroundings.ts";
import { looksLikeProduction } from "../common/production.ts";
import { type RunCommand, stackKubeconfig } from "../common/stackCluster.ts";
import { DEFAULT_RECOVERY, recoveryOf, type StackRecovery } from "../common/targets.ts";
import { findCommand } from "../common/findCommand.ts";
import { connect, type Connection, readKubeconfig } from "../kube/kubeconfig.ts";
import { prepareReports } from "../report/write.ts";
import { type Options, parseOptions } from "./options.ts";
import { describePlan } from "./plan.ts";
import { runDrill } from "./run.ts";

/** What the command needs of the process it runs in. */
export interface Surroundings extends DrillSurroundings, Pick<Process, "environment"> {
  readonly runCommand: RunCommand;
}

const PROJECT = join(import.meta.dirname, "..", "..");

/**
 * The command `npm run drill:restore`.
 *
 * @returns the exit code: 0 passed, 1 failed, 2 bad usage or configuration, 3 the drill could not run
 */
export async function cli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { write, writeError, ask } = surroundings;
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      write(options.help);
      return 0;
    }
    const recovery = recoveryFor(options);
    if (options.dryRun) {
      write(describePlan(options, recovery));
      return 0;
    }
    const connection = await connectionFor(options, surroundings);
    const why = looksLikeProduction({
      context: connection.context,
      cluster: connection.cluster,
      ...(options.stack !== undefined && { stack: options.stack }),
      ...(recovery.tier !== undefined && { tier: recovery.tier }),
    });
    if (why !== undefined) await confirm(`This looks like production: ${why}.`, options.yes, ask);
    prepareReports(options.report);
    return await runDrill(options, recovery, connection, surroundings);
  } catch (error) {
    writeError(`${messageOf(error)}\n`);
    return error instanceof UsageError ? 2 : 3;
  }
}

function recoveryFor({ stack, dir }: Options): StackRecovery {
  return stack === undefined ? DEFAULT_RECOVERY : recoveryOf(readStack(dir ?? PROJECT, stack));
}

async function connectionFor(
  { stack, context, dir }: Options,
  { environment, runCommand }: Surroundings,
): Promise<Connection> {
  if (stack === undefined) return connect(readKubeconfig(environment), context);
  const config = await stackKubeconfig(stack, {
    cli: findCommand("pulumi", environment),
    directory: dir ?? PROJECT,
    run: runCommand,
  });
  const connection = connect(config);
  if (connection.server === "") throw new EnvironmentError(`The kubeconfig of stack ${stack} names no API server.`);
  return connection;
}
