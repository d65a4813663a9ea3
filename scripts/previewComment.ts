/**
 * The offline preview of all stacks as a comment of a pull request.
 *
 *   render --out <file>   previews every stack and writes the comment; exits as the preview does
 *   post --file <file>    comments on the pull request PULL_REQUEST, or edits the comment that is there
 *
 * Posting imports nothing but Node and files beside it, so that it runs without an installation, in a job that may write.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { call, entries, GitHubError, githubFrom, list } from "./github/api.ts";
import { COMMENT_MARKER, previewComment, type PreviewReport } from "./github/comment.ts";

const ROOT = join(import.meta.dirname, "..");
const USAGE = "Usage: previewComment.ts render --out <file> | post --file <file>";

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A file that cannot be read or written is named in the message of Node itself.
  const mendable = error instanceof GitHubError || (error instanceof Error && "syscall" in error);
  if (!mendable) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(argv: readonly string[]): Promise<number> {
  const { command, out, file } = options(argv);
  if (command === "render" && out !== undefined) return render(out);
  if (command === "post" && file !== undefined) return post(file);
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

function options(argv: readonly string[]): { command?: string; out?: string; file?: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: "string" }, file: { type: "string" } },
    });
    const [command, ...rest] = positionals;
    return rest.length > 0 || command === undefined ? {} : { command, ...values };
  } catch {
    return {};
  }
}

function render(out: string): number {
  const report = JSON.parse(previewJson()) as PreviewReport;
  writeFileSync(out, `${previewComment(report)}\n`);
  return report.exitCode;
}

/** A preview that finds something exits with another code than 0, and says all of it all the same. */
function previewJson(): string {
  try {
    return execFileSync(process.execPath, ["scripts/run.mjs", "preview/main.ts", "--all", "--json"], {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["ignore", "pipe", "inherit"],
    });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout === undefined || stdout === "") throw error;
    return stdout;
  }
}

async function post(file: string): Promise<number> {
  const github = githubFrom(process.env);
  const number = process.env.PULL_REQUEST ?? "";
  if (!/^[1-9]\d*$/.test(number)) throw new GitHubError("PULL_REQUEST has to be the number of the pull request.");
  const body = readFileSync(file, "utf8");
  // The file was written by code of the pull request; anything else than the comment is not posted in our name.
  if (!body.startsWith(COMMENT_MARKER)) throw new GitHubError(`${file} is not the comment of an offline preview.`);
  const comments = entries(await list(github, `/issues/${number}/comments`), "id");
  const own = comments.find((comment) => comment.byBot && comment.body.startsWith(COMMENT_MARKER));
  if (own) await call(github, "PATCH", `/issues/comments/${own.number}`, { body });
  else await call(github, "POST", `/issues/${number}/comments`, { body });
  process.stdout.write(own ? "Edited the comment that was there.\n" : "Commented.\n");
  return 0;
}
