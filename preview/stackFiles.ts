import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { didYouMean } from "../cli/near.ts";
import { UsageError } from "../cli/usageError.ts";
import { yamlProblem } from "./yamlProblem.ts";

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

/**
 * Names of the stacks that have a file in `dir`, sorted.
 *
 * @throws UsageError when the directory cannot be read
 */
export function findStacks(dir: string): string[] {
  return filesIn(dir)
    .flatMap((file) => STACK_FILE.exec(file)?.groups?.stack ?? [])
    .sort();
}

/**
 * The same where there has to be one.
 *
 * @throws UsageError when there is none
 */
export function existingStacks(dir: string): string[] {
  const stacks = findStacks(dir);
  if (stacks.length === 0) throw new UsageError(`There is no Pulumi.<stack>.yaml in ${dir}.`);
  return stacks;
}

/**
 * Checks that a stack is among those there are.
 *
 * @throws UsageError with the one that may be meant, and all there are
 */
export function assertStack(stack: string, there: readonly string[]): void {
  if (there.includes(stack)) return;
  const name = STACK_FILE.exec(stack)?.groups?.stack ?? stack;
  throw new UsageError(
    `There is no stack "${stack}".${didYouMean(name, there)} The stacks there are: ${there.join(", ")}.`,
  );
}

/**
 * Reads `Pulumi.<stack>.yaml` in `dir`.
 *
 * @throws UsageError when there is no such stack (it lists those there are), or the file is not a stack file
 */
export function readStack(dir: string, stack: string): StackFile {
  assertStack(stack, existingStacks(dir));
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

function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    const what =
      codeOf(error) === "ENOTDIR"
        ? "this is a file; name the directory it is in"
        : "there is no such directory, or it cannot be read";
    throw new UsageError(`--dir ${dir}: ${what}.`);
  }
}

function parseYaml(path: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${codeOf(error) === "EISDIR" ? "it is a directory" : messageOf(error)}.`,
    );
  }
  try {
    // Without warnings: they quote the line, too.
    return parse(text, { logLevel: "error" });
  } catch (error) {
    if (codeOf(error) === "MULTIPLE_DOCS")
      throw new UsageError(`${file} holds several YAML documents; a stack file is one.`);
    throw new UsageError(`${file} is not valid YAML: ${yamlProblem(error)}.`);
  }
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
