import { cloudScope } from "../preview/cloud/scope.ts";
import type { StackFile } from "../preview/stackFiles.ts";
import { SimulatedCloud } from "./cloud/cloud.ts";
import type { Engine } from "./engine/engine.ts";
import type { Change, Outcome } from "./engine/outcome.ts";
import { type Substitution, writePreload } from "./engine/preload.ts";
import { takenForGranted } from "./engine/stackCopy.ts";
import { type Workdir, writeProject, writeStack } from "./engine/workdir.ts";
import { modelOf } from "./model/index.ts";

/** An assertion of the rehearsal that did not hold. */
export class StepFailure extends Error {
  /** What the engine did or said, line by line. */
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** A step that this stack has nothing for. The message is the reason. */
export class StepSkipped extends Error {}

/** How thorough, and by which dice. */
export interface StageOptions {
  readonly thorough: boolean;
  readonly seed: number;
  /** Milliseconds that the cloud takes to make and delete. */
  readonly latency: number;
  /** Directory of the project: its policy packs and its history. */
  readonly project: string;
}

/** What the steps of a rehearsal work on: a stack in the engine, and the cloud behind it. */
export class Stage {
  readonly engine: Engine;
  readonly options: StageOptions;
  readonly workdir: Workdir;
  /** Says what is going on within a step. */
  readonly note: (line: string) => void;
  /** What every run of the engine counts towards. */
  runs = 0;
  /** Types that were made and that nobody modelled, over all clouds. */
  readonly notModelled = new Set<string>();
  /** What the second life fails at: every creation of the first, in order. */
  created: readonly string[] = [];
  /** What the next minor version of Kubernetes updated in the first life. */
  updated: readonly string[] = [];
  readonly #original: StackFile;
  #substitutions: readonly Substitution[] = [];
  #stackFile: StackFile;
  #cloud: SimulatedCloud;

  constructor(
    engine: Engine,
    workdir: Workdir,
    stackFile: StackFile,
    options: StageOptions,
    note: (line: string) => void,
  ) {
    this.engine = engine;
    this.workdir = workdir;
    this.options = options;
    this.note = note;
    this.#original = stackFile;
    this.#stackFile = stackFile;
    this.#cloud = this.#emptyCloud();
  }

  get cloud(): SimulatedCloud {
    return this.#cloud;
  }

  get stackFile(): StackFile {
    return this.#stackFile;
  }

  /** Begins again: an empty account, and the stack as its file says it. */
  beginAgain(): void {
    this.#cloud = this.#emptyCloud();
    this.configure(this.#original);
    this.#substitutions = [];
    this.substitute([]);
  }

  /** Changes the copied stack file. */
  configure(stackFile: StackFile): void {
    this.#stackFile = stackFile;
    writeStack(this.workdir, stackFile);
  }

  /** Has the program read further pieces of its source differently from now on. */
  substitute(substitutions: readonly Substitution[]): void {
    this.#substitutions = [...this.#substitutions, ...substitutions];
    writePreload(this.workdir.path, this.#substitutions);
  }

  /** Rehearses the program in another directory from now on. */
  runProgramOf(program: string): void {
    writeProject(this.workdir, { program, stackFile: this.#stackFile, preload: writePreload(this.workdir.path, []) });
  }

  /** Runs the engine, which must succeed. */
  async succeed(what: string, run: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await this.attempt(run);
    if (!outcome.succeeded) throw new StepFailure(`${what} failed`, detailsOf(outcome));
    return outcome;
  }

  /** Runs the engine, which must succeed and take nothing away that nobody can make again. */
  async keepState(what: string, run: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await this.attempt(run);
    const lost = lostState(outcome.changes);
    // Said first: an attempt to replace a VPC fails over many things, and this is the one that matters.
    if (lost.length > 0) {
      throw new StepFailure(`${what} takes away what nobody can make again`, [
        ...lost.map(describeChange),
        ...outcome.errors,
      ]);
    }
    if (!outcome.succeeded) throw new StepFailure(`${what} failed`, detailsOf(outcome));
    return outcome;
  }

  /** Runs the engine, which may fail. */
  async attempt(run: () => Promise<Outcome>): Promise<Outcome> {
    this.runs += 1;
    const outcome = await run();
    for (const type of this.#cloud.notModelled) this.notModelled.add(type);
    return outcome;
  }

  #emptyCloud(): SimulatedCloud {
    return new SimulatedCloud(cloudScope(this.#original), {
      latency: this.options.latency,
      outside: takenForGranted(this.#original),
    });
  }
}

/** What the engine said and did, for whoever has to find out why a step failed. */
export function detailsOf(outcome: Outcome): string[] {
  return [...outcome.errors, ...outcome.violations, ...outcome.changes.map(describeChange)];
}

/** One line about a change. */
export function describeChange({ operation, urn, type, differs }: Change): string {
  const name = urn.split("::")[3] ?? urn;
  return `${operation} ${name} (${type})${differs.length > 0 ? `: ${differs.join(", ")}` : ""}`;
}

/** Changes that take away what nobody can make again. */
export function lostState(changes: readonly Change[]): Change[] {
  const losing = ["replace", "create-replacement", "delete-replaced", "delete", "discard-replaced"];
  return changes.filter(({ operation, type }) => losing.includes(operation) && modelOf(type).stateful === true);
}

/** How many there are of a thing: `1 resource`, `2 resources`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
