import { execFile } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { type Outcome, OutcomeRecorder } from "./outcome.ts";
import type { Workdir } from "./workdir.ts";

/** One resource in the engine's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly deletedWith?: string;
}

/** Policy packs to run, and the level each runs at. */
export interface PolicyOptions {
  readonly packs: readonly string[];
  readonly configs: readonly string[];
}

/** What an engine is started with. */
export interface EngineOptions {
  readonly workdir: Workdir;
  readonly stack: string;
  /** The `pulumi` executable. */
  readonly cli: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ends what is running when it is aborted. */
  readonly signal: AbortSignal;
}

/** Enough for everything that is ready to happen at once: an order nobody asked for must not come about by itself. */
const PARALLEL = 64;

/** A stack in the real engine. */
export class Engine {
  readonly #stack: Stack;
  readonly #options: EngineOptions;

  private constructor(stack: Stack, options: EngineOptions) {
    this.#stack = stack;
    this.#options = options;
  }

  /** Starts with an empty stack. */
  static async start(options: EngineOptions): Promise<Engine> {
    const { workdir, stack, cli, environment } = options;
    // The Automation API finds the executable on PATH, and the language host beside it.
    const path = [dirname(cli), dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
    process.env.PATH = path;
    const created = await LocalWorkspace.createStack(
      { stackName: stack, workDir: workdir.project },
      {
        pulumiCommand: await PulumiCommand.get(),
        pulumiHome: workdir.home,
        secretsProvider: "passphrase",
        envVars: { ...environment, PATH: path },
      },
    );
    return new Engine(created, options);
  }

  preview(policies?: PolicyOptions): Promise<Outcome> {
    return this.#observed((onEvent) => this.#stack.preview({ ...this.#common(onEvent), ...packsOf(policies) }));
  }

  up(): Promise<Outcome> {
    return this.#observed((onEvent) => this.#stack.up(this.#common(onEvent)));
  }

  /** Reads everything back, and tells what differs from what the engine remembers. Changes nothing. */
  detectDrift(): Promise<Outcome> {
    return this.#observed((onEvent) => this.#stack.previewRefresh(this.#common(onEvent)));
  }

  previewDestroy(): Promise<Outcome> {
    return this.#observed((onEvent) => this.#stack.previewDestroy(this.#common(onEvent)));
  }

  destroy(): Promise<Outcome> {
    return this.#observed((onEvent) => this.#stack.destroy(this.#common(onEvent)));
  }

  /** `pulumi state unprotect --all`. */
  async unprotectAll(): Promise<void> {
    const { workdir, stack, cli, environment, signal } = this.#options;
    await promisify(execFile)(cli, ["state", "unprotect", "--all", "--yes", "--stack", stack, "--non-interactive"], {
      cwd: workdir.project,
      env: { ...process.env, ...environment, PULUMI_HOME: workdir.home },
      signal,
    });
  }

  /** The engine's state. */
  async resources(): Promise<readonly StateResource[]> {
    const exported = await this.#stack.exportStack();
    return (exported.deployment as { resources?: StateResource[] }).resources ?? [];
  }

  #common(onEvent: (event: EngineEvent) => void) {
    return { onEvent, parallel: PARALLEL, signal: this.#options.signal, color: "never" as const };
  }

  async #observed(run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<Outcome> {
    const recorder = new OutcomeRecorder();
    try {
      await run(recorder.take);
      return recorder.outcome(undefined);
    } catch (error) {
      this.#options.signal.throwIfAborted();
      return recorder.outcome(error);
    }
  }
}

function packsOf(policies: PolicyOptions | undefined) {
  return policies && { policyPacks: [...policies.packs], policyPackConfigs: [...policies.configs] };
}
