import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { readStack, type StackFile } from "../../preview/stackFiles.ts";
import { deployable } from "../engine/stackCopy.ts";
import { type Stage, StepSkipped } from "../stage.ts";
import type { Step } from "./types.ts";

/** A stack of the last release becomes one of this program. Begins in an empty cloud: what the steps before kept on purpose still has its names. */
export const UPGRADE: Step = {
  name: "upgrade",
  proves: "a stack made by the last release becomes one of this program, and nothing stateful is replaced",
  needs: [],
  async run(stage) {
    const { project } = stage.options;
    const tag = lastRelease(project);
    if (tag === undefined) throw new StepSkipped("no release is tagged yet (v<major>.<minor>.<patch>)");
    const released = checkOut(project, tag, join(stage.workdir.path, "release"));
    const notes = lockfilesDiffer(project, released)
      ? ["with the dependencies of this program: the release had others"]
      : [];

    stage.beginAgain();
    const { stackFile } = stage;
    stage.configure(releasedStack(released, stackFile));
    stage.runProgramOf(released);
    await stage.succeed(`the deployment of ${tag}`, () => stage.engine.up());
    stage.configure(stackFile);
    stage.runProgramOf(project);
    return [...notes, ...(await upgraded(stage, tag))];
  },
};

async function upgraded(stage: Stage, tag: string): Promise<string[]> {
  const outcome = await stage.keepState(`the upgrade from ${tag}`, () => stage.engine.up());
  return [`from ${tag}: ${outcome.changes.length} changes, ${outcome.unchanged} unchanged`];
}

/** The newest tag of a release that this program contains; undefined when there is none, or no history. */
export function lastRelease(project: string): string | undefined {
  try {
    const tags = git(project, ["tag", "--merged", "HEAD", "--list", "v*", "--sort=-version:refname"]);
    return tags.split("\n").find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
  } catch {
    // A download without its history has no releases to upgrade from.
    return undefined;
  }
}

/** The program as it was released, with the dependencies that are installed now. */
function checkOut(project: string, tag: string, directory: string): string {
  mkdirSync(directory);
  const archive = execFileSync("git", ["archive", "--format=tar", tag], { cwd: project, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", directory], { input: archive });
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
  return directory;
}

/** The stack as the release had it: an older program refuses the fields that came after it. A new stack is taken as it is. */
function releasedStack(released: string, stackFile: StackFile): StackFile {
  const { stack } = stackFile;
  return existsSync(join(released, `Pulumi.${stack}.yaml`)) ? deployable(readStack(released, stack)) : stackFile;
}

function lockfilesDiffer(project: string, released: string): boolean {
  const [ours, theirs] = [project, released].map((directory) =>
    readFileSync(join(directory, "package-lock.json"), "utf8"),
  );
  return ours !== theirs;
}

function git(directory: string, args: readonly string[]): string {
  return execFileSync("git", args, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
