import { Command, CommanderError, Option } from "commander";
import { UsageError } from "../preview/errors.ts";

/** What the command line asks for. */
export interface Options {
  /** Undefined with `manifests`. */
  readonly stack?: string;
  readonly manifests?: string;
  readonly pods?: string;
  readonly pool?: string;
  /** Directory of the stack files; undefined is the project's own. */
  readonly dir?: string;
  readonly json: boolean;
  readonly color: boolean;
}

const EXAMPLES = `
Examples:
  npm run pools -- prod                             what each node pool could launch, and at what price
  npm run pools -- prod --pods app.yaml             where pods would land, on which nodes, at what cost
  npm run pools -- prod --pool gpu                  one pool: what each requirement leaves, and all its types
  npm run pools -- --manifests pools/ --pods app.yaml
                                                    the same for pools that are not this project's

Pods: Kubernetes YAML with Pods, or what has a template of them (Deployment, StatefulSet, Job, Rollout, ...).
DaemonSets in it take room on every node they suit.

Exit codes: 0 all well, 1 a pod lands nowhere or no type qualifies for a pool, 2 bad usage or configuration,
3 the command itself failed.
It is a simulation by Karpenter's rules from a catalogue of EC2 types, without account or cluster; docs/capacity.md
says what it takes into account and what not.
`;

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  let printed = "";
  const command = new Command("npm run pools --")
    .description("Shows what Karpenter's node pools could launch, and where pods would land.")
    .argument("[stack]", "the stack whose pools are meant: what stands between Pulumi. and .yaml")
    .addOption(new Option("--pods <file>", "pods to place: a YAML file, or a directory of them"))
    .addOption(new Option("--pool <name>", "show one pool with all its types; pods may still land in any"))
    .addOption(
      new Option("--manifests <path>", "NodePools and EC2NodeClasses from YAML instead of a stack").conflicts("dir"),
    )
    .addOption(new Option("--json", "everything as JSON (docs/capacity.schema.json)"))
    .addOption(new Option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml"))
    .addOption(new Option("--no-color", "no colour, even on a terminal"))
    .helpOption("--help", "this text")
    .addHelpText("after", EXAMPLES)
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
    throw new UsageError(sentence(error.message));
  }
  const given = command.opts<Omit<Options, "stack" | "json"> & { json?: boolean }>();
  const [stack] = command.args;
  if (given.manifests !== undefined && stack !== undefined) {
    throw new UsageError(`--manifests replaces a stack; leave out ${stack}, or --manifests.`);
  }
  if (given.manifests === undefined && stack === undefined) {
    throw new UsageError(`Name a stack, or give --manifests.\n\n${command.helpInformation().trimEnd()}`);
  }
  return { ...given, json: given.json ?? false, ...(stack !== undefined && { stack }) };
}

/** Commander says "error: unknown option '--jsno'\n(Did you mean --json?)". */
function sentence(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.)]$/.test(text) ? "" : "."} --help lists all options.`;
}
