import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { StackFile } from "../../preview/stackFiles.ts";

/** Packages whose providers are simulated. */
export const PACKAGES = ["aws", "eks", "kubernetes", "random"] as const;

/** Where a rehearsal keeps everything: nothing of it is in the project or in the user's home. */
export interface Workdir {
  readonly path: string;
  /** Holds the generated Pulumi.yaml and the copied stack file. */
  readonly project: string;
  /** PULUMI_HOME. */
  readonly home: string;
  /** Directory of the file backend. */
  readonly state: string;
  /** Socket of the simulated cloud. */
  readonly socket: string;
  remove(): void;
}

/** What a working directory is made for. */
export interface WorkdirOptions {
  /** Directory of the program that is rehearsed: the one with `index.ts`. */
  readonly program: string;
  readonly stackFile: StackFile;
  /** Module that every Node process of the program loads first; undefined: none. */
  readonly preload?: string;
}

const PLUGIN = join(import.meta.dirname, "..", "plugin", "main.ts");

/** Makes a directory that only this user can read, with a project in it that runs the given program. */
export function makeWorkdir(options: WorkdirOptions): Workdir {
  const path = mkdtempSync(join(tmpdir(), "eks-platform-rehearsal-"));
  const workdir: Workdir = {
    path,
    project: join(path, "project"),
    home: join(path, "home"),
    state: join(path, "state"),
    socket: join(path, "cloud.sock"),
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
  for (const directory of [workdir.project, workdir.home, workdir.state]) mkdirSync(directory);
  writeProject(workdir, options);
  writeStack(workdir, options.stackFile);
  return workdir;
}

/** Writes the generated project; called again when another program is rehearsed in the same directory. */
export function writeProject(workdir: Workdir, { program, stackFile, preload }: WorkdirOptions): void {
  const project = {
    name: stackFile.project,
    runtime: {
      name: "nodejs",
      options: { typescript: false, ...(preload !== undefined && { nodeargs: `--import ${preload}` }) },
    },
    main: join(program, "index.ts"),
    plugins: { providers: PACKAGES.map((name) => ({ name, path: writePlugin(workdir, name) })) },
  };
  writeFileSync(join(workdir.project, "Pulumi.yaml"), stringify(project));
}

/** Writes the stack's configuration, and leaves what Pulumi itself added to the file. */
export function writeStack(workdir: Workdir, { stack, config }: StackFile): void {
  const file = join(workdir.project, `Pulumi.${stack}.yaml`);
  let kept: Record<string, unknown> = {};
  try {
    kept = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    // The first time there is nothing to keep.
  }
  const values = Object.entries(config).map(([key, text]) => [
    key,
    /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text,
  ]);
  writeFileSync(file, stringify({ ...kept, config: Object.fromEntries(values) as unknown }));
}

/** The engine looks for an executable of this name; Node runs the plugin itself. */
function writePlugin(workdir: Workdir, name: string): string {
  const directory = join(workdir.path, "plugins", name);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `pulumi-resource-${name}`);
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${PLUGIN}" ${name} "$@"\n`);
  chmodSync(file, 0o700);
  return directory;
}
