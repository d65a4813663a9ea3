import { Option } from "commander";
import { command, readCommandLine } from "../../cli/commandLine.ts";
import { containsCidr, parseCidr } from "cidr-tools";
import { UsageError } from "../../cli/usageError.ts";
import { parseDuration } from "../common/duration.ts";

/** What the command line asks for. */
export interface Options {
  /** The stack whose loss is played. */
  readonly stack: string;
  /** Directory of the stack files and the program; undefined is the project's own. */
  readonly dir?: string;
  readonly allowFrom?: string;
  /** ARN of the role that drills. */
  readonly deployer?: string;
  /** ARN of the permissions boundary of the temporary stack's roles. */
  readonly permissionsBoundary?: string;
  readonly report: string;
  readonly keep: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Milliseconds until the drill gives up and destroys what there is. */
  readonly timeout: number;
}

const EXAMPLES = `
Examples:
  npm run drill:recover -- --stack prod --dry-run    the steps, the configuration of the stack, and what it costs
  npm run drill:recover -- --stack prod --yes        the whole drill, as a scheduled workflow runs it

It deploys a short-lived stack from this very program (tier drill, in the account and region of the stack), whose
Velero reads the stack's backups without being able to change them; restores them with every workload scaled to zero
and shut off from the network; compares, reads every volume; and destroys it all, whatever happened.

Exit codes: 0 passed, 1 failed, 2 bad usage or configuration, 3 the drill could not run.
`;

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  const definition = command(
    "npm run drill:recover --",
    "Recovers a stack from its backups into a temporary cluster, and destroys that again.",
    EXAMPLES,
  )
    .addOption(new Option("--stack <name>", "the stack whose loss is played; it must be deployed"))
    .addOption(new Option("--allow-from <cidr>", "public range this machine has, to reach the temporary cluster by"))
    .addOption(new Option("--deployer <arn>", "role this drill runs with, to be let into the temporary cluster"))
    .addOption(
      new Option("--permissions-boundary <arn>", "boundary of the temporary stack's roles; default: that of the stack"),
    )
    .addOption(new Option("--report <dir>", "where the reports go, as JSON and Markdown").default("reports"))
    .addOption(new Option("--timeout <duration>", "give up after this time, such as 3h, and destroy").default("4h"))
    .addOption(new Option("--keep", "leave the temporary cluster; say how to destroy it"))
    .addOption(new Option("--dry-run", "print what the drill would do and cost; connect to nothing"))
    .addOption(new Option("--yes", "go on without asking"))
    .addOption(new Option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml"));
  const read = readCommandLine<Partial<Options> & { report: string; timeout: unknown }>(definition, argv);
  if ("help" in read) return read;
  const { stack, ...given } = read.given;
  if (stack === undefined) {
    throw new UsageError(`Name the stack with --stack.\n\n${read.usage}`);
  }
  const timeout = parseDuration(String(given.timeout));
  if (timeout === undefined) {
    throw new UsageError(`--timeout ${String(given.timeout)} is no duration; allowed is one such as 3h or 90m.`);
  }
  if (given.allowFrom !== undefined && !isNarrow(given.allowFrom)) {
    throw new UsageError(
      `--allow-from ${given.allowFrom} is no public IPv4 range of /24 or smaller, such as 203.0.113.7/32.`,
    );
  }
  checkArn("--deployer", "role", given.deployer);
  checkArn("--permissions-boundary", "policy", given.permissionsBoundary);
  return {
    ...given,
    stack,
    keep: given.keep ?? false,
    dryRun: given.dryRun ?? false,
    yes: given.yes ?? false,
    timeout,
  };
}

/** Refused here rather than by a deployment that has begun. */
function checkArn(option: string, kind: "role" | "policy", given: string | undefined): void {
  if (given === undefined || new RegExp(`^arn:aws(-cn|-us-gov)?:iam::\\d{12}:${kind}/[\\w+=,.@/-]+$`).test(given))
    return;
  throw new UsageError(
    `${option} ${given === "" ? "is empty" : `${given} is no such ARN`}; allowed is the ARN of an IAM ${kind}, such as arn:aws:iam::210987654321:${kind}/name.`,
  );
}

/** The temporary cluster holds production's data: it is opened to the machine the drill runs on, not to a provider. */
function isNarrow(cidr: string): boolean {
  if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(cidr)) return false;
  try {
    return (
      Number(parseCidr(cidr).prefix) >= 24 && !containsCidr(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], cidr)
    );
  } catch {
    return false;
  }
}
