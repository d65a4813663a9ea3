import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as logProto from "@pulumi/pulumi/proto/engine_pb.js";
import * as pulumi from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime/mocks.js";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { simulatedCloud } from "./cloud/index.ts";
import { UsageError } from "../cli/usageError.ts";
import { ProgramError } from "./errors.ts";
import { RecordingMonitor } from "./monitor.ts";
import type { Plan, PlanMessage } from "./plan.ts";
import { withDefaultProviders } from "./defaultProviders.ts";
import { makeSdkLean } from "./leanSdk.ts";
import type { StackFile } from "./stackFiles.ts";
import { unknownPaths } from "./wire.ts";

/** How a program is run. */
export interface RunOptions {
  /** Answer as a first deployment would: ids, ARNs and all that AWS decides are not known yet. */
  readonly unknowns: boolean;
}

const INDEX = pathToFileURL(join(import.meta.dirname, "..", "index.ts")).href;
let runs = 0;

makeSdkLean(process.env);

/**
 * Runs the platform's program, unchanged, for one stack and records what it asks for.
 *
 * @throws UsageError when the program refuses its configuration
 * @throws ProgramError when it does something no engine would accept, or depends on a value that nobody modelled
 */
export async function runProgram(stackFile: StackFile, options: RunOptions): Promise<Plan> {
  // A module runs once; the query makes it another module, so that each stack gets a run of its own.
  const plan = await record(stackFile, options, () => import(`${INDEX}?run=${++runs}`) as Promise<pulumi.Inputs>);
  if (!options.unknowns) assertKnown(plan);
  return plan;
}

/** Runs any piece of Pulumi code under the recording monitor. */
export async function record(
  stackFile: StackFile,
  options: RunOptions,
  program: () => Promise<pulumi.Inputs | undefined>,
): Promise<Plan> {
  const cloud = simulatedCloud(stackFile, options);
  const monitor = new RecordingMonitor(cloud, stackFile.project, stackFile.stack);
  const messages: PlanMessage[] = [];
  const failures: unknown[] = [];
  const onRejection = (reason: unknown): void => void failures.push(reason);
  process.on("unhandledRejection", onRejection);
  try {
    const run = isolated(async (store) => {
      await setMocks(monitor.mocks, stackFile.project, stackFile.stack, true);
      pulumi.runtime.setMockOptions(monitor, stackFile.project, stackFile.stack, true);
      store.settings.engine = listener(messages);
      store.callbacks = monitor.callbacks;
      pulumi.runtime.setAllConfig({ ...stackFile.config }, [...stackFile.secretKeys]);
      await pulumi.runtime.runInPulumiStack(async () => ({ ...(await program()) }));
      await pulumi.runtime.disconnect();
    });
    await orStuck(run, monitor);
  } catch (error) {
    failures.unshift(error);
  } finally {
    // Rejections surface a turn after the promise that caused them.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", onRejection);
  }
  if (failures.length > 0) throw describe(failures[0]);

  return withDefaultProviders(
    {
      project: stackFile.project,
      stack: stackFile.stack,
      region: cloud.scope.region,
      resources: monitor.recorded,
      outputs: monitor.stackOutputs,
      messages,
    },
    stackFile,
  );
}

/** Ends a run that waits for what cannot come any more: Node has nothing left to do, and the run is not over. */
async function orStuck(run: Promise<void>, monitor: RecordingMonitor): Promise<void> {
  let stuck: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    stuck = () => {
      const last = monitor.recorded.at(-1);
      reject(
        new ProgramError(
          "The program waits for a promise that is never settled" +
            (last ? `; the last resource it asked for was ${last.name} (${last.type})` : ""),
        ),
      );
    };
    process.once("beforeExit", stuck);
  });
  try {
    await Promise.race([run, ended]);
  } finally {
    if (stuck) process.off("beforeExit", stuck);
  }
}

/** A program's own refusal is the user's to mend; anything else is a mistake in code, kept with its trace. */
function describe(failure: unknown): Error {
  if (failure instanceof ProgramError || failure instanceof UsageError) return failure;
  if (pulumi.RunError.isInstance(failure)) return new UsageError(failure.message);
  return new ProgramError(failure instanceof Error ? failure.message : String(failure), { cause: failure });
}

/** What of the SDK's state of a run is set here. */
interface Store {
  readonly settings: { engine: unknown };
  callbacks: unknown;
}

/** Pulumi keeps a run's state in async-local storage when there is one, which lets runs follow each other in one process. */
function isolated(run: (store: Store) => Promise<void>): Promise<void> {
  // The SDK's Automation API isolates inline programs this way; its typings leave these two out.
  const { withLocalStorage, getStore } = state as unknown as {
    withLocalStorage: <T>(callback: () => T) => T;
    getStore: () => Store;
  };
  return withLocalStorage(() => run(getStore()));
}

/** Stands where the engine would take the program's log messages. */
function listener(messages: PlanMessage[]): unknown {
  // In the order of the engine's LogSeverity.
  const severities = ["debug", "info", "warning", "error"] as const;
  return {
    log(request: logProto.LogRequest, callback: (error: null, response: object) => void): void {
      const severity = severities[request.getSeverity()];
      if (severity !== "debug") {
        messages.push({
          severity,
          text: request.getMessage(),
          ...(request.getUrn() !== "" && { urn: request.getUrn() }),
        });
      }
      callback(null, {});
    },
    setRootResource(_request: unknown, callback: (error: null, response: object) => void): void {
      callback(null, {});
    },
  };
}

/** An unknown would hide from the policies what it stands in, and an `apply` on it does not run at all. */
function assertKnown(plan: Plan): void {
  const unknown = [
    ...plan.resources.flatMap((resource) =>
      unknownPaths(resource.inputs).map((path) => `${resource.name} (${resource.type}): ${path}`),
    ),
    ...unknownPaths(plan.outputs).map((path) => `stack output ${path}`),
  ];
  if (unknown.length > 0) {
    throw new ProgramError(
      `The simulated cloud did not answer what the program needs to know:\n${unknown.map((line) => `  ${line}`).join("\n")}\n` +
        "Model the output it comes from in preview/cloud.",
    );
  }
}
