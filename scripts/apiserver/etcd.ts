import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, type Surroundings } from "./assets.ts";
import { CommandError, run } from "./commands.ts";
import { Unavailable } from "./unavailable.ts";

/** What getting a program needs to know. */
export interface Getting {
  readonly surroundings: Surroundings;
  /** Folder that the program is put in; it exists. */
  readonly into: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Puts etcd into a folder: the one on PATH, or the one in Debian's package, which is unpacked and not installed, so that
 * neither root nor a service comes of it.
 *
 * @throws Unavailable when there is neither
 */
export async function getEtcd({ surroundings, into, say, signal }: Getting): Promise<void> {
  const there = findProgram("etcd", surroundings);
  if (there !== undefined) {
    say(`etcd: copying ${there}`);
    await copyFile(there, join(into, "etcd"));
    return;
  }
  const aptGet = findProgram("apt-get", surroundings);
  const dpkg = findProgram("dpkg-deb", surroundings);
  if (aptGet === undefined || dpkg === undefined) {
    throw new Unavailable("etcd is not on PATH, and there is no apt to get Debian's etcd-server with");
  }
  const folder = await mkdtemp(join(tmpdir(), "eks-platform-etcd-"));
  try {
    say("etcd: downloading Debian's package etcd-server");
    await download(aptGet, folder, say, signal);
    const archive = (await readdir(folder)).find((file) => file.endsWith(".deb"));
    if (archive === undefined) throw new Unavailable("apt-get downloaded no package etcd-server");
    await run(dpkg, ["--extract", archive, "unpacked"], { cwd: folder, signal });
    await copyFile(join(folder, "unpacked", "usr", "bin", "etcd"), join(into, "etcd"));
  } catch (error) {
    throw error instanceof CommandError ? new Unavailable(`etcd cannot be had from apt: ${error.message}`) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(aptGet: string, cwd: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  try {
    await run(aptGet, ["download", "--quiet", "etcd-server"], { cwd, signal });
  } catch (error) {
    // An image that was just made knows no package yet; only root may change that.
    if (signal.aborted || process.getuid?.() !== 0) throw error;
    say("etcd: apt knows no such package yet; running apt-get update");
    await run(aptGet, ["update", "--quiet"], { cwd, signal });
    await run(aptGet, ["download", "--quiet", "etcd-server"], { cwd, signal });
  }
}
