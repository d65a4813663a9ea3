import { join } from "node:path";
import { UsageError } from "../../cli/usageError.ts";
import { readStack, type StackFile } from "../../preview/stackFiles.ts";
import { confirm } from "../common/confirm.ts";
import { EnvironmentError, messageOf } from "../common/errors.ts";
import type { DrillSurroundings } from "../common/surroundings.ts";
import { recoveryOf } from "../common/targets.ts";
import { prepareReports } from "../report/write.ts";
import { describeCost, estimateCost } from "./cost.ts";
import { type Options, parseOptions } from "./options.ts";
import { describePlan } from "./plan.ts";
import { runRecovery } from "./run.ts";
import { type BackupLocation, drillStackConfig } from "./stackConfig.ts";
import type { DrillWorkspace } from "./workspace.ts";

/** What the command needs of the process it runs in. */
export interface Surroundings extends DrillSurroundings {
  /** Pulumi; asked only when something is to be deployed. @throws EnvironmentError when there is no CLI */
  readonly workspace: (directory: string, source: string) => Promise<DrillWorkspace>;
}

const PROJECT = join(import.meta.dirname, "..", "..");
const HOUR = 3_600_000;

/**
 * The command `npm run drill:recover`.
 *
 * @returns the exit code: 0 passed, 1 failed, 2 bad usage or configuration, 3 the drill could not run
 */
export async function cli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { write, writeError, ask, freshRunId } = surroundings;
  try {
    const options = parseOptions(argv);
    if ("help" in options) {
      write(options.help);
      return 0;
    }
    const directory = options.dir ?? PROJECT;
    const source = readStack(directory, options.stack);
    const recovery = recoveryOf(source);
    const cost = estimateCost(options.timeout / HOUR);
    if (options.dryRun) {
      const location = { bucket: "<output backupBucket>", keyArn: "<output backupKey>" };
      write(describePlan(options, configFor(options, source, location, "<run>"), cost));
      return 0;
    }
    write(`${describeCost(cost)}\n`);
    await confirm(
      `This deploys a temporary cluster into the account of stack ${options.stack} and restores its data there.`,
      options.yes,
      ask,
    );
    prepareReports(options.report);
    const workspace = await surroundings.workspace(directory, options.stack);
    const location = locationIn(await workspace.outputs(options.stack), options.stack);
    const run = freshRunId();
    const config = configFor(options, source, location, run);
    return await runRecovery({ options, recovery, run, config, cost, workspace }, surroundings);
  } catch (error) {
    writeError(`${messageOf(error)}\n`);
    return error instanceof UsageError ? 2 : 3;
  }
}

function configFor(options: Options, source: StackFile, location: BackupLocation, run: string) {
  const { allowFrom, deployer, permissionsBoundary } = options;
  return drillStackConfig({
    source,
    location,
    run,
    ...(allowFrom !== undefined && { allowFrom }),
    ...(deployer !== undefined && { deployer }),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
  });
}

function locationIn(outputs: Readonly<Record<string, unknown>>, stack: string): BackupLocation {
  const { backupBucket: bucket, backupKey: keyArn } = outputs;
  // A stack without backups has the outputs all the same, and nothing in them.
  if (typeof bucket !== "string" || typeof keyArn !== "string" || bucket === "" || keyArn === "") {
    throw new EnvironmentError(
      `Stack ${stack} has no outputs backupBucket and backupKey: it was deployed without backups (velero.enabled), or not at all.`,
    );
  }
  return { bucket, keyArn };
}
