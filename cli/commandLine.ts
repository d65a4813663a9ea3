import { Command, CommanderError } from "commander";
import { UsageError } from "./usageError.ts";

/** What a command line was read as; or, where help is asked for, the text to print. */
export type Read<Given> =
  { readonly help: string } | { readonly given: Given; readonly args: readonly string[]; readonly usage: string };

/**
 * A command of this project, to be given arguments and options.
 *
 * @param name how it is called: `npm run preview --`
 * @param after what follows the options in its help: examples, exit codes
 */
export function command(name: string, description: string, after: string): Command {
  return new Command(name).description(description).helpOption("-h, --help", "this text").addHelpText("after", after);
}

/**
 * Reads a command line.
 *
 * @throws UsageError with the one thing that is wrong
 */
export function readCommandLine<Given extends object>(definition: Command, argv: readonly string[]): Read<Given> {
  let printed = "";
  definition.exitOverride().configureOutput({
    writeOut: (text) => void (printed += text),
    writeErr: () => undefined,
    getOutHelpWidth: () => 100,
  });
  try {
    definition.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help: `${printed.trimEnd()}\n` };
    throw new UsageError(sentence(error.message));
  }
  return {
    given: definition.opts<Given>(),
    args: definition.args,
    usage: definition.helpInformation().trimEnd(),
  };
}

/** Commander says "error: unknown option '--jsno'\n(Did you mean --json?)". */
function sentence(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? "" : "."} --help lists all options.`;
}
