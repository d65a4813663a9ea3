import { InvalidArgumentError } from "commander";
import { command, readCommandLine } from "../cli/commandLine.ts";
import { UsageError } from "../cli/usageError.ts";
import { MODELS } from "./model/index.ts";
import { modelTable } from "./modelTable.ts";
import { STEPS } from "./steps/index.ts";

/** What the command line asks for. */
export interface Options {
  readonly stack: string;
  readonly thorough: boolean;
  readonly seed: number;
  readonly json: boolean;
  /** Path of the CLI. */
  readonly pulumi?: string;
  /** One step, and what it needs. */
  readonly only?: string;
  /** Leave the working directory behind. */
  readonly keep: boolean;
}

/** As commander gives them: a switch that is not given is not there. */
type Switch = "thorough" | "json" | "keep";
type Given = Omit<Options, "stack" | Switch> & { readonly [name in Switch | "models"]?: true };

const WIDTH = 21;

function helpAfter(): string {
  const steps = STEPS.map(({ name, proves }) => `  ${name.padEnd(WIDTH)}${proves}`);
  return `
Steps:
${steps.join("\n")}

Nothing is reached and nothing of yours is touched: the engine's state, its home and a copy of the stack file are in a
temporary directory, and the providers are simulated. The simulated cloud has ${Object.keys(MODELS).length} types of AWS by name and the kinds of
Kubernetes by rule (docs/rehearsal.md says what it checks of each); other types are made without checks and reported.

Exit codes: 0 every step passed, 1 an assertion failed, 2 bad usage, 3 there is no Pulumi CLI to rehearse with, or
the rehearsal itself failed.
`;
}

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  const definition = command(
    "npm run rehearse --",
    "Runs a stack's whole life in the real Pulumi engine against a simulated cloud.",
    helpAfter(),
  )
    .argument("[stack]", "what stands between Pulumi. and .yaml")
    .option("--thorough", "every creation and every deletion fails once, not only a sample")
    .option("--seed <number>", "another sample", seedOf, 1)
    .option("--json", "the report as JSON")
    .option("--pulumi <path>", "the Pulumi CLI to use, instead of the one that is found")
    .option("--only <step>", "one step and what it needs", stepOf)
    .option("--models", "what the simulated cloud knows, as Markdown, and nothing else")
    .option("--keep", "leave the temporary directory behind, to look at it");
  const read = readCommandLine<Given>(definition, argv);
  if ("help" in read) return read;
  const { models, ...given } = read.given;
  if (models) return { help: `${modelTable()}\n` };
  const [stack] = read.args;
  if (stack === undefined) throw new UsageError(`Name a stack.\n\n${read.usage}`);
  return {
    ...given,
    stack,
    thorough: given.thorough ?? false,
    json: given.json ?? false,
    keep: given.keep ?? false,
  };
}

function seedOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("allowed is a whole number of up to 9 digits");
  return Number(text);
}

function stepOf(text: string): string {
  if (STEPS.some(({ name }) => name === text)) return text;
  throw new InvalidArgumentError(`allowed: ${STEPS.map(({ name }) => name).join(", ")}`);
}
