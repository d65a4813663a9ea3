import { parse } from "yaml";
import { ACTIONS } from "./actions.ts";
import type { WorkflowFile } from "./files.ts";

type Map = Readonly<Record<string, unknown>>;

/**
 * What GitHub would accept and this project does not: an action that is not pinned to a commit of the table, a job
 * without permissions of its own or without an end, an expression inside a script (whoever chooses its value chooses the
 * script), a secret, a checkout that keeps its token, a trigger that gives a fork's code our rights.
 *
 * @returns sentences, each with its place
 */
export function brokenRules({ path, text }: WorkflowFile): string[] {
  const file = map(parse(text));
  const jobs = Object.entries(map(file.jobs));
  return [
    ...triggers(file).flatMap((trigger) =>
      FOREIGN_TRIGGERS.includes(trigger)
        ? [`on: ${trigger} runs with the rights of this repository for others' code`]
        : [],
    ),
    ...(jobs.length > 0 && JSON.stringify(file.permissions) !== "{}"
      ? ["permissions: has to be {}, jobs ask for theirs"]
      : []),
    ...jobs.flatMap(([id, job]) => jobRules(map(job)).map((broken) => `jobs.${id}: ${broken}`)),
    ...list(map(file.runs).steps).flatMap((step, index) =>
      stepRules(map(step)).map((broken) => `runs.steps[${index}]: ${broken}`),
    ),
    ...comments(text),
    ...(/\bsecrets\s*[.[]/.test(text) || /^\s*secrets:/m.test(text)
      ? ["uses a secret; roles and github.token need none"]
      : []),
  ].map((broken) => `${path}: ${broken}`);
}

/** These run for pull requests, comments and runs of others with a token that may write. */
const FOREIGN_TRIGGERS = ["pull_request_target", "workflow_run", "issue_comment"];

function triggers({ on }: Map): string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? on.map(String) : Object.keys(map(on));
}

function jobRules(job: Map): string[] {
  const permissions = Object.entries(map(job.permissions));
  const called = typeof job.uses === "string";
  return [
    ...(permissions.length === 0 ? ["asks for no permissions of its own"] : []),
    ...permissions.flatMap(([scope, access]) =>
      access === "read" || access === "write" ? [] : [`permissions.${scope} is neither read nor write`],
    ),
    ...(called || typeof job["timeout-minutes"] === "number" ? [] : ["has no timeout-minutes"]),
    ...(called ? usesRules(String(job.uses), {}) : []),
    ...list(job.steps).flatMap((step, index) => stepRules(map(step)).map((broken) => `steps[${index}]: ${broken}`)),
  ];
}

function stepRules(step: Map): string[] {
  return [
    ...(typeof step.run === "string" && step.run.includes("${{")
      ? ["has an expression in its script; hand it over in env"]
      : []),
    ...(typeof step.uses === "string" ? usesRules(step.uses, map(step.with)) : []),
  ];
}

function usesRules(uses: string, inputs: Map): string[] {
  if (uses.startsWith("./")) return [];
  const [name = "", commit = ""] = uses.split("@");
  const action = ACTIONS[name];
  if (!/^[0-9a-f]{40}$/.test(commit)) return [`uses ${uses}, which is not pinned to a commit`];
  if (action?.commit !== commit) return [`uses ${uses}, which is not in scripts/workflows/actions.ts`];
  return name === "actions/checkout" && inputs["persist-credentials"] !== false
    ? ["checks out without persist-credentials: false, and leaves the token for every later step"]
    : [];
}

/** A commit says nothing to a reader; the release it was tagged with stands beside it. */
function comments(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [, name = "", rest = ""] = /uses: ([\w./-]+)@[0-9a-f]{40}(.*)$/.exec(line) ?? [];
    const version = ACTIONS[name]?.version;
    return version === undefined || rest.trim() === `# ${version}` ? [] : [`${name} needs the comment "# ${version}"`];
  });
}

function map(value: unknown): Map {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Map) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
