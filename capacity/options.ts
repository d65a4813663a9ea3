import { Option } from "commander";
import { command, readCommandLine } from "../cli/commandLine.ts";
import { UsageError } from "../cli/usageError.ts";

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
  const definition = command(
    "npm run pools --",
    "Shows what Karpenter's node pools could launch, and where pods would land.",
    EXAMPLES,
  )
    .argument("[stack]", "the stack whose pools are meant: what stands between Pulumi. and .yaml")
    .addOption(new Option("--pods <file>", "pods to place: a YAML file, or a directory of them"))
    .addOption(new Option("--pool <name>", "show one pool with all its types; pods may still land in any"))
    .addOption(
      new Option("--manifests <path>", "NodePools and EC2NodeClasses from YAML instead of a stack").conflicts("dir"),
    )
    .addOption(new Option("--json", "everything as JSON (docs/capacity.schema.json)"))
    .addOption(new Option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml"))
    .addOption(new Option("--no-color", "no colour, even on a terminal"));
  const read = readCommandLine<Omit<Options, "stack" | "json"> & { json?: boolean }>(definition, argv);
  if ("help" in read) return read;
  const { given, usage } = read;
  const [stack] = read.args;
  if (given.manifests !== undefined && stack !== undefined) {
    throw new UsageError(`--manifests replaces a stack; leave out ${stack}, or --manifests.`);
  }
  if (given.manifests === undefined && stack === undefined) {
    throw new UsageError(`Name a stack, or give --manifests.\n\n${usage}`);
  }
  return { ...given, json: given.json ?? false, ...(stack !== undefined && { stack }) };
}
