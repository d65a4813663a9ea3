import { Option } from "commander";
import { command, readCommandLine } from "../../cli/commandLine.ts";
import { UsageError } from "../../cli/usageError.ts";
import { parseDuration } from "../common/duration.ts";

/** What a restore drill does. */
const MODES = ["smoke", "latest"] as const;
export type Mode = (typeof MODES)[number];

/** What the command line asks for. Exactly one of context and stack is given. */
export interface Options {
  readonly context?: string;
  readonly stack?: string;
  /** Directory of the stack files; undefined is the project's own. */
  readonly dir?: string;
  readonly mode: Mode;
  readonly volume: boolean;
  readonly schedule?: string;
  /** Directory the reports go to. */
  readonly report: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Milliseconds until the drill gives up waiting. */
  readonly timeout: number;
}

const EXAMPLES = `
Examples:
  npm run drill:restore -- --context staging --dry-run     what the drill would do
  npm run drill:restore -- --context staging --volume      back up, lose and restore a namespace with a volume
  npm run drill:restore -- --stack prod --mode latest --schedule hourly-stateful
                                                           restore the newest backup beside the real namespaces

smoke makes a namespace with a marker of its own, has Velero back it up, deletes it, restores it, and looks for the
marker of this very run. latest restores the newest completed backup of a schedule into namespaces of its own
(<namespace>-drill-<run>), shut off from the network and without Services, Ingresses and whatever else acts outside,
and compares every object with what the backup holds. Both remove all they made, also after Ctrl-C.

Exit codes: 0 passed, 1 failed, 2 bad usage or configuration, 3 the drill could not run (no cluster, no Velero, no
permission). docs/disaster-recovery.md says what a drill proves and what it does not.
`;

/**
 * Parses a command line.
 *
 * @returns the options, or the text to print when help is asked for
 * @throws UsageError with the one thing that is wrong
 */
export function parseOptions(argv: readonly string[]): Options | { readonly help: string } {
  const definition = command(
    "npm run drill:restore --",
    "Proves that backups can be restored, against a cluster where Velero runs.",
    EXAMPLES,
  )
    .addOption(new Option("--context <name>", "the cluster: a context of the kubeconfig").conflicts("stack"))
    .addOption(new Option("--stack <name>", "the cluster of a deployed stack, and the targets in its stack file"))
    .addOption(new Option("--mode <mode>", "what to prove").choices([...MODES]).default("smoke"))
    .addOption(new Option("--volume", "smoke: with a volume, written before the backup and read after the restore"))
    .addOption(new Option("--schedule <name>", "latest: whose newest backup; needed when several would do"))
    .addOption(new Option("--report <dir>", "where the reports go, as JSON and Markdown").default("reports"))
    .addOption(new Option("--dry-run", "print what the drill would do; connect to nothing"))
    .addOption(new Option("--yes", "go on without asking where the cluster looks like production"))
    .addOption(new Option("--timeout <duration>", "give up waiting after this time, such as 90m").default("60m"))
    .addOption(new Option("--dir <path>", "stack files elsewhere: the directory that holds Pulumi.<stack>.yaml"));
  const read = readCommandLine<Partial<Options> & { mode: Mode; report: string; timeout: unknown }>(definition, argv);
  if ("help" in read) return read;
  const { given, usage } = read;
  const timeout = parseDuration(String(given.timeout));
  if (given.context === undefined && given.stack === undefined) {
    throw new UsageError(`Name the cluster with --context or --stack.\n\n${usage}`);
  }
  if (timeout === undefined) {
    throw new UsageError(
      `--timeout ${String(given.timeout)} is no duration; allowed is one such as 45m, 1h30m or 90s.`,
    );
  }
  if (given.mode === "smoke" && given.schedule !== undefined) {
    throw new UsageError("--schedule names whose backup --mode latest restores; smoke makes one of its own.");
  }
  if (given.mode === "latest" && given.volume === true) {
    throw new UsageError("--volume is part of --mode smoke; latest restores the volumes its backup holds.");
  }
  return {
    ...given,
    volume: given.volume ?? false,
    dryRun: given.dryRun ?? false,
    yes: given.yes ?? false,
    timeout,
  };
}
