import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { UsageError } from "../cli/usageError.ts";
import type { RenderedFile } from "./render/files.ts";

/** Marks a directory as ours, and lists the files in it that may go when it is written again. */
const MARKER = ".eks-platform-preview.json";

/**
 * Writes files into a directory so that it holds just them. The whole directory is made beside the old one and then put
 * in its place: a reader never sees a half-written one, and a failure leaves the old one as it was.
 *
 * @throws UsageError when the directory holds anything this function did not write, or cannot be written
 */
export function writeDirectory(directory: string, files: readonly RenderedFile[]): void {
  assertReplaceable(directory);
  const wanted = resolve(directory);
  // Through a symbolic link the directory it points to is replaced, not the link.
  const target = existsSync(wanted) ? realpathSync(wanted) : wanted;
  const fresh = join(dirname(target), `.${basename(target)}.new-${process.pid}`);
  const old = join(dirname(target), `.${basename(target)}.old-${process.pid}`);
  try {
    makeDirectory(fresh);
    for (const { path, content } of files) {
      makeDirectory(dirname(join(fresh, path)));
      // Two files of one path would be a mistake of ours: "wx" refuses it instead of losing one.
      writeFileSync(join(fresh, path), content, { flag: "wx" });
    }
    writeFileSync(join(fresh, MARKER), `${JSON.stringify({ files: files.map(({ path }) => path) }, null, 2)}\n`);
    if (existsSync(target)) renameSync(target, old);
    try {
      renameSync(fresh, target);
    } catch (error) {
      if (existsSync(old)) renameSync(old, target);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    throw new UsageError(
      `--render cannot write ${directory}: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Node's own `recursive` never comes back where a file system refuses new directories as if their parent were missing (/proc). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory);
}

/**
 * Checks that {@link writeDirectory} may replace a directory, for whoever wants to know before the work is done.
 *
 * @throws UsageError when it is a file, or holds anything that function did not write
 */
export function assertReplaceable(directory: string): void {
  const target = resolve(directory);
  if (!existsSync(target)) return;
  if (!lstatSync(realpathSync(target)).isDirectory())
    throw new UsageError(`--render ${directory}: this is a file; name a directory.`);
  const foreign = foreignFiles(target, directory);
  const [first] = foreign;
  if (first !== undefined) {
    const more = foreign.length > 1 ? ` and ${foreign.length - 1} more` : "";
    throw new UsageError(
      `--render replaces the whole of ${directory}, and that holds files it did not write: ${first}${more}. Name a new or empty directory.`,
    );
  }
}

function foreignFiles(target: string, directory: string): string[] {
  const written = new Set([MARKER, ...writtenFiles(target)]);
  // What we never wrote into is not searched further: it may be a whole file system.
  const folders = new Set([...written].map((path) => path.split("/")[0]));
  try {
    const strangers = readdirSync(target, { withFileTypes: true }).filter(({ name }) => !folders.has(name));
    const foreign = strangers
      .filter((entry) => !entry.isDirectory() || readdirSync(join(target, entry.name)).length > 0)
      .map(({ name }) => name)
      .sort();
    if (foreign.length > 0) return foreign;
    return readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(target, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .filter((path) => !written.has(path))
      .sort();
  } catch (error) {
    throw new UsageError(
      `--render cannot read ${directory}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function writtenFiles(target: string): string[] {
  try {
    const marker = JSON.parse(readFileSync(join(target, MARKER), "utf8")) as { files?: unknown };
    return Array.isArray(marker.files) ? marker.files.filter((path) => typeof path === "string") : [];
  } catch {
    // No marker, or not one of ours: nothing in there may be overwritten.
    return [];
  }
}
