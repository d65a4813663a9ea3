import { DrillFailure, EnvironmentError, messageOf } from "../common/errors.ts";
import { listenForInterrupts } from "../common/interrupts.ts";
import type { StackRecovery } from "../common/targets.ts";
import { conclude } from "../report/conclude.ts";
import { judge } from "../report/outcome.ts";
import { Recorder } from "../report/recorder.ts";
import type { Surroundings } from "./cli.ts";
import { inCluster } from "./cluster.ts";
import type { CostEstimate } from "./cost.ts";
import type { Options } from "./options.ts";
import { drillStackName, type StackConfig } from "./stackConfig.ts";
import type { DrillStack, DrillWorkspace } from "./workspace.ts";

/** Everything that is known before anything is deployed. */
export interface Recovery {
  readonly options: Options;
  readonly recovery: StackRecovery;
  readonly run: string;
  readonly config: StackConfig;
  readonly cost: CostEstimate;
  readonly workspace: DrillWorkspace;
}

/** Once more after a first failure: what stood in the way of a deletion is often gone by then. */
const DESTROY_ATTEMPTS = 2;

/** The commands that finish a drill by hand. */
export function finishByHand(stack: string): string[] {
  return [`npm run pulumi -- destroy --yes --refresh --stack ${stack}`, `npm run pulumi -- stack rm --yes ${stack}`];
}

/** Deploys, restores, verifies, destroys whatever happened, and reports. @returns the exit code */
export async function runRecovery(plan: Recovery, surroundings: Surroundings): Promise<number> {
  const { options, recovery, run, config, cost, workspace } = plan;
  const { clock, write, writeError, signals, exitNow } = surroundings;
  const name = drillStackName(run);
  const recorder = new Recorder(clock, write);
  recorder.facts.stack = name;
  recorder.facts["estimated cost"] = `${cost.usd.toFixed(2)} US dollars for ${cost.hours} hours`;
  const byHand = finishByHand(name)
    .map((line) => `  ${line}\n`)
    .join("");
  let stack: DrillStack | undefined;
  const interrupts = listenForInterrupts(signals, () => {
    writeError(
      stack ? `LEFT BEHIND: stack ${name}, which costs money. Destroy it:\n${byHand}` : "Nothing is left behind.\n",
    );
    exitNow(1);
  });
  const { signal } = interrupts;
  const startedAt = clock.now();
  const leftBehind: string[] = [];
  const removed: string[] = [];
  let thrown: unknown;
  try {
    stack = await recorder.phase(`Make stack ${name}`, () => workspace.create(name, config));
    const made = stack;
    signal.throwIfAborted();
    const kubeconfig = await recorder.phase("Deploy it", () => deploy(made, signal, recorder));
    const cleaned = await inCluster(
      {
        kubeconfig,
        run,
        recorder,
        recovery,
        signal,
        startedAt,
        deadline: startedAt + options.timeout,
        keep: options.keep,
      },
      surroundings,
    );
    removed.push(...cleaned.removed);
    leftBehind.push(...cleaned.leftBehind);
    thrown = cleaned.thrown;
  } catch (error) {
    thrown = error;
  }
  if (signal.aborted) thrown = signal.reason;
  if (thrown !== undefined) writeError(`${messageOf(thrown)}\n`);
  if (stack && options.keep) {
    write(`Kept, and costing money: stack ${name}. Destroy it with:\n${byHand}`);
    recorder.facts.kept = finishByHand(name).join("; ");
  } else if (stack) {
    const problem = await destroy(stack, name, recorder);
    if (problem === undefined) removed.push(`stack ${name}`);
    else {
      leftBehind.push(`stack ${name} (${problem}); by hand: ${finishByHand(name).join("; ")}`);
      writeError(
        `LEFT BEHIND: stack ${name} could not be destroyed, and costs money: ${problem}\nFinish by hand:\n${byHand}`,
      );
    }
  }
  interrupts.close();

  return conclude(
    {
      drill: "recover",
      mode: "cluster",
      run,
      target: { stack: options.stack },
      startedAt,
      outcome: judge(thrown, recorder.failures, leftBehind),
      directory: options.report,
      removed,
      leftBehind,
    },
    recorder,
    surroundings,
  );
}

/** A platform that cannot be deployed cannot be recovered: that is a failure of the drill, not of its surroundings. */
async function deploy(stack: DrillStack, signal: AbortSignal, recorder: Recorder): Promise<string> {
  try {
    return await stack.up(signal, progressOf(recorder));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EnvironmentError) throw error;
    throw new DrillFailure(`The platform could not be deployed: ${messageOf(error)}`);
  }
}

/** @returns why it is not all gone; undefined when it is */
async function destroy(stack: DrillStack, name: string, recorder: Recorder): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await recorder.phase(`Destroy ${name}`, () => stack.destroy(progressOf(recorder)));
      await stack.remove();
      return undefined;
    } catch (error) {
      if (attempt >= DESTROY_ATTEMPTS) return messageOf(error);
      recorder.say(`It failed, and is tried once more: ${messageOf(error)}`);
    }
  }
}

/** Pulumi writes many lines that say nothing; those with a time at their end tell of something done. */
function progressOf(recorder: Recorder): (output: string) => void {
  return (output) => {
    for (const line of output.split("\n")) if (/\(\d+(?:\.\d+)?s\)\s*$/.test(line)) recorder.say(line.trim());
  };
}
