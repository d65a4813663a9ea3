import { Command, CommanderError, InvalidArgumentError } from "commander";
import { UsageError } from "../preview/errors.ts";
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

const WIDTH = 21;

function helpAfter(): string {
  const steps = STEPS.map(({ name, proves }) => `  ${name.padEnd(WIDTH)}${proves}`);
  return `
Steps:
${steps.join("\n")}

Nothing is reached and nothing of yours is touched: the engine's state, its home and a copy of the stack file are in a
temporary directory, and the providers are simulated. The simulated cloud has ${Object.keys(MODELS).length} types of AWS by name and the kinds of
Kubernetes by rule (docs/rehearsal.md says what it checks of each); other types are made without checks and reported.

Exit codes: 0 every step passed, 1 an assertion failed, 2 bad usage, 3 there is no Pulumi CLI to rehearse with.
`;
}

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  let printed = "";
  const command = new Command("npm run rehearse --")
    .description("Runs a stack's whole life in the real Pulumi engine against a simulated cloud.")
    .argument("[stack]", "what stands between Pulumi. and .yaml")
    .option("--thorough", "every creation and every deletion fails once, not only a sample", false)
    .option("--seed <number>", "another sample", seedOf, 1)
    .option("--json", "the report as JSON", false)
    .option("--pulumi <path>", "the Pulumi CLI to use, instead of the one that is found")
    .option("--only <step>", "one step and what it needs", stepOf)
    .option("--models", "what the simulated cloud knows, as Markdown, and nothing else", false)
    .option("--keep", "leave the temporary directory behind, to look at it", false)
    .helpOption("--help", "this text")
    .addHelpText("after", helpAfter())
    .configureOutput({
      writeOut: (text) => void (printed += text),
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
    })
    .exitOverride();
  try {
    command.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help: printed };
    const message = error.message.replace(/^error: /, "");
    throw new UsageError(
      `${message.charAt(0).toUpperCase()}${message.slice(1)}\nnpm run rehearse -- --help says what is allowed.`,
    );
  }
  const { models, ...given } = command.opts<Omit<Options, "stack"> & { models: boolean }>();
  if (models) return { help: `${modelTable()}\n` };
  const [stack] = command.args;
  if (stack === undefined)
    throw new UsageError("Name the stack: npm run rehearse -- <stack>. --help says what else there is.");
  return { stack, ...given };
}

function seedOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("allowed is a whole number of up to 9 digits");
  return Number(text);
}

function stepOf(text: string): string {
  if (STEPS.some(({ name }) => name === text)) return text;
  throw new InvalidArgumentError(`allowed: ${STEPS.map(({ name }) => name).join(", ")}`);
}
