import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StackFile } from "../preview/stackFiles.ts";
import { serveCloud } from "./cloud/server.ts";
import type { FoundCli } from "./discovery/discover.ts";
import { Engine } from "./engine/engine.ts";
import { guardNetwork, type NetworkGuard } from "./engine/networkGuard.ts";
import { writePreload } from "./engine/preload.ts";
import { deployable } from "./engine/stackCopy.ts";
import { makeWorkdir, type Workdir, writeProject } from "./engine/workdir.ts";
import { SOCKET_VARIABLE } from "./plugin/client.ts";
import type { RehearsalReport, StepReport } from "./report.ts";
import { Stage, StepFailure, StepSkipped } from "./stage.ts";
import { STEPS, withPrerequisites } from "./steps/index.ts";
import type { Step } from "./steps/types.ts";

/** What to rehearse, and how. */
export interface RehearsalOptions {
  /** Directory of the project: its program, its packs and its stack files. */
  readonly project: string;
  readonly stackFile: StackFile;
  readonly cli: FoundCli;
  readonly sdk: string;
  readonly seed: number;
  readonly thorough: boolean;
  /** One step and what it needs. Default: all. */
  readonly only?: string;
  readonly keep: boolean;
  /** Ends the rehearsal, which cleans up and throws the reason. */
  readonly signal: AbortSignal;
  /** Told of each step as it ends. */
  readonly onStep?: (step: StepReport) => void;
  /** Told what is going on. */
  readonly onNote?: (line: string) => void;
}

/** Milliseconds that the simulated cloud takes: longer than the engine needs to come with the next request. */
const LATENCY_MS = 120;

/** Rehearses a stack. Whatever happens, what was started ends and what was written is removed. */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalReport> {
  const started = performance.now();
  const { project, keep } = options;
  const stackFile = deployable(options.stackFile);
  const workdir = makeWorkdir({ program: project, stackFile });
  const remove = (): void => {
    workdir.remove();
  };
  // Should the process end without coming back here.
  if (!keep) process.once("exit", remove);
  const cleanUp: (() => Promise<void>)[] = [];
  try {
    const guard = await guardNetwork();
    cleanUp.push(() => guard.close());
    writeProject(workdir, { program: project, stackFile, preload: writePreload(workdir.path, []) });
    const engine = await startEngine(options, workdir, guard);
    const stage = new Stage(
      engine,
      workdir,
      stackFile,
      { thorough: options.thorough, seed: options.seed, latency: LATENCY_MS, project },
      (line) => options.onNote?.(line),
    );
    const served = await serveCloud(workdir.socket, () => stage.cloud);
    cleanUp.push(() => served.close());
    const steps = await runSteps(stage, guard, options);
    return {
      stack: stackFile.stack,
      cli: options.cli,
      sdk: options.sdk,
      seed: options.seed,
      thorough: options.thorough,
      steps,
      runs: stage.runs,
      seconds: (performance.now() - started) / 1000,
      notModelled: [...stage.notModelled].sort(),
    };
  } finally {
    for (const close of cleanUp.reverse()) await close();
    if (!keep) remove();
    process.off("exit", remove);
  }
}

function startEngine(
  { cli, stackFile, signal }: RehearsalOptions,
  workdir: Workdir,
  guard: NetworkGuard,
): Promise<Engine> {
  return Engine.start({
    workdir,
    stack: stackFile.stack,
    cli: cli.path,
    signal,
    environment: {
      ...guard.environment,
      PULUMI_BACKEND_URL: pathToFileURL(workdir.state).href,
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Compiling the SDKs is most of what a Node process does here, and every run starts several.
      NODE_COMPILE_CACHE: join(workdir.path, "compiled"),
      // A real plugin on PATH must not take the place of a simulated one.
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      [SOCKET_VARIABLE]: workdir.socket,
    },
  });
}

async function runSteps(stage: Stage, guard: NetworkGuard, options: RehearsalOptions): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of options.only === undefined ? STEPS : withPrerequisites(options.only)) {
    const blocker = step.needs.find((name) =>
      reports.some((report) => report.name === name && report.status !== "passed"),
    );
    const report = blocker === undefined ? await runStep(step, stage, guard, options) : blocked(step, blocker);
    reports.push(report);
    options.onStep?.(report);
  }
  return reports;
}

async function runStep(
  step: Step,
  stage: Stage,
  guard: NetworkGuard,
  { signal }: RehearsalOptions,
): Promise<StepReport> {
  const { name, proves } = step;
  const started = performance.now();
  const attempts = guard.attempts.length;
  const report = (rest: Pick<StepReport, "status" | "notes" | "failure" | "details">): StepReport => ({
    name,
    proves,
    seconds: (performance.now() - started) / 1000,
    ...rest,
  });
  try {
    signal.throwIfAborted();
    const notes = await step.run(stage);
    const reached = guard.attempts.slice(attempts);
    if (reached.length > 0) throw new StepFailure("something tried to reach the network", [...new Set(reached)]);
    return report({ status: "passed", notes });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StepSkipped) return report({ status: "skipped", notes: [error.message] });
    if (error instanceof StepFailure) {
      return report({ status: "failed", notes: [], failure: error.message, details: error.details });
    }
    throw error;
  }
}

function blocked({ name, proves }: Step, blocker: string): StepReport {
  return { name, proves, status: "skipped", seconds: 0, notes: [`needs ${blocker}, which did not pass`] };
}
