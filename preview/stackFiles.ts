import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { UsageError } from "./errors.ts";

/** The configuration of one stack, as its file says it. */
export interface StackFile {
  readonly project: string;
  /** The stack's name: what stands between `Pulumi.` and `.yaml`. */
  readonly stack: string;
  /** Config key with its namespace -> text, as Pulumi hands it to a program; objects are JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose value is, or contains, an encrypted secret. Their plain text is neither known nor needed here. */
  readonly secretKeys: readonly string[];
}

const STACK_FILE = /^Pulumi\.(?<stack>[A-Za-z0-9._-]+)\.yaml$/;
/** Stands for a secret that only the stack's own key can decrypt. */
const ENCRYPTED = "<encrypted>";

/** Names of the stacks that have a file in `dir`, sorted. */
export function findStacks(dir: string): string[] {
  return readdirSync(dir)
    .flatMap((file) => STACK_FILE.exec(file)?.groups?.stack ?? [])
    .sort();
}

/**
 * Reads `Pulumi.<stack>.yaml` in `dir`.
 *
 * @throws UsageError when there is no such stack (it lists those there are), or the file is not a stack file
 */
export function readStack(dir: string, stack: string): StackFile {
  const stacks = findStacks(dir);
  if (!stacks.includes(stack)) {
    const there = stacks.length > 0 ? `the stacks there are: ${stacks.join(", ")}` : "there is no Pulumi.<stack>.yaml";
    throw new UsageError(`There is no stack "${stack}" in ${dir}; ${there}.`);
  }
  const file = `Pulumi.${stack}.yaml`;
  const document = parseYaml(join(dir, file), file);
  const config = isObject(document) ? (document.config ?? {}) : undefined;
  if (!isObject(config)) {
    throw new UsageError(
      `${file}: expected a "config:" map of keys such as "aws:region" and "${projectName(dir)}:platform".`,
    );
  }
  const project = projectName(dir);
  const secretKeys = Object.keys(config).filter((key) => containsSecret(config[key]));
  const entries = Object.entries(config).map(([key, value]): [string, string] => {
    const text = revealed(value);
    // Pulumi reads a key without a namespace as the project's own.
    return [key.includes(":") ? key : `${project}:${key}`, typeof text === "string" ? text : JSON.stringify(text)];
  });
  return { project, stack, config: Object.fromEntries(entries), secretKeys };
}

/** The project's name: `Pulumi.yaml` beside the stack files, else the one of this project. */
function projectName(dir: string): string {
  for (const candidate of [dir, join(import.meta.dirname, "..")]) {
    try {
      const project: unknown = parse(readFileSync(join(candidate, "Pulumi.yaml"), "utf8"));
      if (isObject(project) && typeof project.name === "string") return project.name;
    } catch {
      // A directory of stack files alone has no project file; the project's own is asked next.
    }
  }
  throw new UsageError(`There is no Pulumi.yaml with a "name:" in ${dir}.`);
}

function parseYaml(path: string, file: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UsageError(`${file} is not valid YAML: ${error.message.trim()}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSecure(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function containsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsSecret);
  return isSecure(value) || (isObject(value) && Object.values(value).some(containsSecret));
}

function revealed(value: unknown): unknown {
  if (isSecure(value)) return ENCRYPTED;
  if (Array.isArray(value)) return value.map(revealed);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]));
  return value;
}
