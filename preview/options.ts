import { Option } from "commander";
import { command, readCommandLine } from "../cli/commandLine.ts";
import { UsageError } from "../cli/usageError.ts";

/** What the command line asks for. */
export interface Options {
  /** Stacks named, without repetition; empty with `all`. */
  readonly stacks: readonly string[];
  readonly all: boolean;
  /** Directory of the stack files; undefined is the project's own. */
  readonly dir?: string;
  readonly json: boolean;
  readonly show?: string;
  readonly filter?: string;
  readonly render?: string;
  readonly diff?: string;
  readonly unknowns: boolean;
  readonly color: boolean;
}

/** Options that commander leaves out when they are not given. */
type Switch = "all" | "json" | "unknowns";

const EXAMPLES = `
Examples:
  npm run preview -- prod                          the tree, the counts, what the policy packs say
  npm run --silent preview -- prod --json | jq     everything, for a program; --silent keeps npm's own lines out
  npm run preview -- prod --show karpenter-node    one resource with all its inputs
  npm run preview -- prod --filter "iam Policy"    the tree of what matches
  npm run preview -- dev --diff prod               what differs between two environments

Exit codes: 0 clean, 1 a mandatory rule is broken, 2 bad usage or configuration, 3 the preview itself failed.
What it shows is what the program asks for under Pulumi's mock monitor and a simulated cloud, without account, cluster
or Pulumi CLI; it is not what an account has.
`;

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  const definition = command(
    "npm run preview --",
    "Shows what a stack would be, and checks it against the policy packs.",
    EXAMPLES,
  )
    .argument("[stack...]", "stacks to preview: what stands between Pulumi. and .yaml")
    .addOption(new Option("--all", "every stack there is"))
    .addOption(
      new Option("--json", "everything as JSON (docs/preview.schema.json)").conflicts([
        "show",
        "filter",
        "render",
        "diff",
      ]),
    )
    .addOption(
      new Option("--show <name>", "one resource: its inputs, options and dependencies").conflicts([
        "filter",
        "render",
        "diff",
      ]),
    )
    .addOption(
      new Option("--filter <text>", "only resources whose name or type contains the text").conflicts([
        "render",
        "diff",
      ]),
    )
    .addOption(
      new Option(
        "--render <dir>",
        "write manifests, Helm values, IAM policies, Prometheus rules and dashboards to files",
      ).conflicts(["diff"]),
    )
    .addOption(
      new Option("--diff <stack>", "what another stack has that this one has not, and the reverse").conflicts([
        "unknowns",
      ]),
    )
    .addOption(
      new Option("--unknowns", "answer as a first deployment would: ids and ARNs not known; list undecided rules"),
    )
    .addOption(new Option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml"))
    .addOption(new Option("--no-color", "no colour, even on a terminal"));
  const read = readCommandLine<Omit<Options, "stacks" | Switch> & Partial<Pick<Options, Switch>>>(definition, argv);
  if ("help" in read) return read;
  const options: Options = {
    ...read.given,
    stacks: [...new Set(read.args)],
    all: read.given.all ?? false,
    json: read.given.json ?? false,
    unknowns: read.given.unknowns ?? false,
  };
  refuseNonsense(options, read.usage);
  return options;
}

function refuseNonsense(options: Options, usage: string): void {
  const { stacks, all, show, diff } = options;
  for (const name of ["show", "filter", "render", "dir"] as const) {
    if (options[name]?.trim() === "") throw new UsageError(`--${name} is given nothing. --help says what it takes.`);
  }
  if (all && stacks.length > 0) {
    throw new UsageError(`--all previews every stack; leave out ${stacks.join(", ")}, or --all.`);
  }
  if (!all && stacks.length === 0) throw new UsageError(`Name a stack, or say --all.\n\n${usage}`);
  const single = show !== undefined ? "--show" : diff !== undefined ? "--diff" : undefined;
  if (single !== undefined && (all || stacks.length !== 1)) {
    throw new UsageError(`${single} needs exactly one stack; ${all ? "--all" : stacks.join(", ")} is given.`);
  }
  if (diff !== undefined && diff === stacks[0]) {
    throw new UsageError(`--diff ${diff}: that is the stack itself; name another one.`);
  }
}
