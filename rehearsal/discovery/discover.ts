import { execFileSync } from "node:child_process";
import { accessSync, constants, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, delimiter, isAbsolute, join, resolve, sep } from "node:path";
import { compareVersions, OLDEST_CLI, parseVersion, versionProblem } from "./version.ts";

/** A Pulumi CLI that can be used. */
export interface FoundCli {
  /** The executable. */
  readonly path: string;
  readonly version: string;
}

/** Where to look. */
export interface Surroundings {
  /** `--pulumi`: this one and no other. */
  readonly explicit?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly home: string;
  /** Version of the SDK. */
  readonly sdk: string;
  /** Asks an executable for its version. Default: runs it with `version`. */
  readonly ask?: (executable: string) => string;
}

/** There is no CLI that can be used. The message says what was looked at and how to get one. */
export class NoCliError extends Error {
  override readonly name = "NoCliError";
}

const EXECUTABLE = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Finds the Pulumi CLI: `--pulumi` if it is given; else the first one on PATH; else the newest that the npm package
 * `pulumi` (or the Automation API) keeps under `versions` in Pulumi's home; else the one that Pulumi's own installer puts
 * into `bin` there. One that is too old is passed over.
 *
 * Source: npm package pulumi 3.265.0, `lib/cache.js`: `${PULUMI_HOME:-~/.pulumi}/versions/<version>/bin/pulumi`.
 *
 * @throws NoCliError when none can be used
 */
export function discoverCli(surroundings: Surroundings): FoundCli {
  const { explicit, sdk, ask = askVersion } = surroundings;
  const refused: string[] = [];
  for (const path of explicit === undefined ? candidates(surroundings) : [named(explicit)]) {
    let version: string;
    try {
      version = ask(path).trim();
    } catch (error) {
      refused.push(`${path} cannot be run: ${firstLine(error)}`);
      continue;
    }
    const problem = versionProblem(version, sdk);
    if (problem === undefined) return { path, version: version.replace(/^v/, "") };
    refused.push(`${path} ${problem}`);
  }
  throw new NoCliError(explanation(refused));
}

/** The executable that `--pulumi` names: itself, or the one in the directory. */
function named(explicit: string): string {
  const path = resolve(explicit);
  const file = isFile(path) ? path : [join(path, EXECUTABLE), join(path, "bin", EXECUTABLE)].find(isExecutable);
  if (file === undefined || !isExecutable(file))
    throw new NoCliError(`--pulumi ${explicit}: there is no executable of that name.`);
  if (basename(file) !== EXECUTABLE)
    throw new NoCliError(`--pulumi ${explicit}: the executable must be called ${EXECUTABLE}.`);
  return file;
}

function candidates({ environment, home }: Surroundings): string[] {
  const pulumiHome = environment.PULUMI_HOME ?? join(home, ".pulumi");
  const kept = join(pulumiHome, "versions");
  const versions = listDirectory(kept)
    .filter((name) => parseVersion(name) !== undefined)
    .sort((one, other) => compareVersions(other, one));
  return [
    ...onPath(environment.PATH ?? ""),
    ...versions.map((version) => join(kept, version, "bin", EXECUTABLE)),
    join(pulumiHome, "bin", EXECUTABLE),
  ].filter(isExecutable);
}

function onPath(path: string): string[] {
  return (
    path
      .split(delimiter)
      .filter((directory) => isAbsolute(directory))
      // npm puts its packages' commands on PATH; the one of the package `pulumi` would download a CLI when it is asked.
      .map((directory) => join(directory, EXECUTABLE))
      .filter((file) => isExecutable(file) && !realpathSync(file).includes(`${sep}node_modules${sep}`))
  );
}

function explanation(refused: readonly string[]): string {
  const found = refused.length > 0 ? ["What was found cannot be used:", ...refused.map((line) => `  ${line}`)] : [];
  return [
    `A rehearsal needs the Pulumi CLI, ${OLDEST_CLI} or later, and there is none here.`,
    ...found,
    "To get it: npm run setup:cli (needs internet access once), or install it as https://www.pulumi.com/docs/install/ says,",
    "or name one that is there: --pulumi <path>.",
  ].join("\n");
}

function askVersion(executable: string): string {
  return execFileSync(executable, ["version"], {
    encoding: "utf8",
    timeout: 60_000,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}

function listDirectory(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Nobody keeps any version there.
    return [];
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
