/**
 * Keeps one issue for each stack that has drifted: opens it, brings it up to date, closes it when state and account agree.
 *
 *   --dir <dir>          holds drift-<stack>/status and drift-<stack>/output.txt
 *   --stacks a,b,c       every stack that was to be compared; one without a status was not
 *
 * Imports nothing but Node and files beside it, so that it runs without an installation, in a job that may write.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { call, type Entry, entries, type GitHub, GitHubError, githubFrom, list } from "./github/api.ts";
import { driftAction, driftMarker, type DriftResult } from "./github/drift.ts";

const { values } = parseArgs({ options: { dir: { type: "string" }, stacks: { type: "string" } } });
const stacks = (values.stacks ?? "").split(",").filter((stack) => /^[a-z0-9-]+$/.test(stack));
if (values.dir === undefined || stacks.length === 0) {
  process.stderr.write("Usage: driftIssue.ts --dir <dir> --stacks <stack>,...\n");
  process.exitCode = 2;
} else {
  try {
    await report(values.dir);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function report(dir: string): Promise<void> {
  const github = githubFrom(process.env);
  const { GITHUB_SERVER_URL = "https://github.com", GITHUB_RUN_ID = "" } = process.env;
  const run = `${GITHUB_SERVER_URL}/${github.repository}/actions/runs/${GITHUB_RUN_ID}`;
  const open = entries(await list(github, "/issues?state=open&creator=github-actions%5Bbot%5D"), "number");
  for (const stack of stacks) {
    const result = read(dir, stack);
    const issue = open.find(({ body }) => body.startsWith(driftMarker(stack)));
    process.stdout.write(`${stack}: ${await settle(github, result, issue, run)}\n`);
  }
}

async function settle(github: GitHub, result: DriftResult, issue: Entry | undefined, run: string): Promise<string> {
  const action = driftAction(result, run);
  if (action.kind === "close") {
    if (!issue) return "no drift";
    await call(github, "POST", `/issues/${issue.number}/comments`, { body: action.comment });
    await call(github, "PATCH", `/issues/${issue.number}`, { state: "closed", state_reason: "completed" });
    return `no drift any more, closed #${issue.number}`;
  }
  const { title, body } = action;
  if (issue) {
    await call(github, "PATCH", `/issues/${issue.number}`, { title, body });
    return `${title}, updated #${issue.number}`;
  }
  await call(github, "POST", "/issues", { title, body });
  return `${title}, opened an issue`;
}

function read(dir: string, stack: string): DriftResult {
  const text = (file: string): string | undefined => {
    try {
      return readFileSync(join(dir, `drift-${stack}`, file), "utf8");
    } catch {
      // The job stopped before it wrote any.
      return undefined;
    }
  };
  const status = /^\d+$/.exec(text("status")?.trim() ?? "")?.[0];
  return { stack, status: status === undefined ? undefined : Number(status), output: text("output.txt") ?? "" };
}
