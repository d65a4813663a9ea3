import type { z } from "zod";
import { counted } from "../shared/words.ts";
import { allowedKeys, unknownKey } from "./allowedKeys.ts";
import { NOT_REPEATED, shownValue } from "./shownValue.ts";

/** One thing that is wrong with a stack file. */
export interface Problem {
  /** Where, as a path a reader can follow in the file: `eks-platform:platform.network.nat`. */
  readonly path: string;
  /** What was found and what is allowed. */
  readonly message: string;
}

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/**
 * Says in words what zod found. What has the wrong type is told once: rules of our own that stumble over it are not.
 *
 * @param root what stands before the path: the config key
 * @param schema knows which keys are allowed where
 */
export function problemsOf(error: z.ZodError, raw: unknown, root: string, schema: z.ZodType): Problem[] {
  const mistyped = new Set(error.issues.flatMap((issue) => (issue.code === "invalid_type" ? [placeOf(issue)] : [])));
  return error.issues
    .filter((issue) => issue.code !== "custom" || !mistyped.has(placeOf(issue)))
    .flatMap((issue): Problem[] => {
      const path = pathOf(issue);
      if (issue.code === "unrecognized_keys") {
        const keys = allowedKeys(schema, path, raw);
        return issue.keys.map((key) => ({ path: pathText(root, [...path, key]), message: unknownKey(key, keys) }));
      }
      return [{ path: pathText(root, path), message: messageOf(issue, path, raw, allowedKeys(schema, path, raw)) }];
    });
}

function messageOf(issue: Issue, path: Path, raw: unknown, keys: readonly string[]): string {
  const value = valueAt(raw, path);
  const hidden = "params" in issue && issue.params?.hideValue === true;
  const found = `found ${hidden ? NOT_REPEATED : shownValue(value, path)}`;
  switch (issue.code) {
    case "invalid_value":
      return `${value === undefined ? "is required" : found}; ${allowed(issue.values)}${quotes(value, issue.values)}`;
    case "invalid_union":
      return `${value === undefined ? "is required" : found}; ${allowed("options" in issue && Array.isArray(issue.options) ? issue.options : [])}`;
    case "invalid_type": {
      const own = issue.message.startsWith("Invalid") ? undefined : issue.message;
      const kind = kindOf(issue.expected, keys);
      if (value === undefined) return `is required${own === undefined ? `: ${kind}` : requiredHint(own)}`;
      return `${found}; ${own ?? `allowed is ${kind}`}`;
    }
    case "invalid_key":
      return issue.issues.map((inner) => inner.message).join("; ");
    default:
      return value === undefined ? sentence(issue.message) : `${found}; ${sentence(issue.message)}`;
  }
}

/** A problem that a rule of our own found at a path. */
export function problemAt(root: string, path: Path, message: string, raw: unknown): Problem {
  const value = valueAt(raw, path);
  return {
    path: pathText(root, path),
    message: value === undefined ? message : `found ${shownValue(value, path)}; ${message}`,
  };
}

/** All problems of a stack in one message. */
export function describeProblems(file: string, problems: readonly Problem[]): string {
  const unique = [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
  return [
    `${file} is not a valid configuration (${counted(unique.length, "problem")}):`,
    ...unique.map(({ path, message }) => `  ${path}: ${message}`),
  ].join("\n");
}

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
}

function placeOf(issue: Issue): string {
  return JSON.stringify(pathOf(issue));
}

function pathText(root: string, path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "aws" ? `aws:${part}` : `${text}.${part}`,
    root,
  );
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[part] : undefined,
    raw,
  );
}

function allowed(values: readonly unknown[]): string {
  return `allowed: ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

/** YAML reads `1.30` as the number 1.3, and quotes are what helps. */
function quotes(value: unknown, values: readonly unknown[]): string {
  const meantText = typeof value === "number" && values.every((one) => typeof one === "string");
  return meantText ? "; text that looks like a number wants quotes" : "";
}

function kindOf(expected: string, keys: readonly string[]): string {
  const words: Readonly<Record<string, string>> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list: lines that begin with a hyphen, or [one, two]",
    object: keys.length === 0 ? "a map of keys" : `a map of keys: ${keys.join(", ")}`,
    record: "a map from names of your own to values",
  };
  return words[expected] ?? expected;
}

function requiredHint(message: string): string {
  return message.startsWith("is required") ? message.slice("is required".length) : `: ${message}`;
}

/** zod's own messages speak of input; ours say what is allowed and pass unchanged. */
function sentence(message: string): string {
  return message.replace(/^Invalid (?:input|string): /, "").replace(/^Too (?=small|big)/, "too ");
}
