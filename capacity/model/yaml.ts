import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { UsageError } from "../../cli/usageError.ts";

/** One Kubernetes object of a YAML file. */
export interface ManifestObject {
  readonly kind: string;
  readonly name: string;
  /** For messages: file, kind and name. */
  readonly origin: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * Reads the Kubernetes objects of a YAML file, or of every YAML and JSON file in a directory and the ones below it. Items of
 * a List count as objects; documents that are none are passed over.
 *
 * @param option the option the path was given with, for messages
 * @throws UsageError when there is no such file, it is not YAML, or nothing in it is a Kubernetes object
 */
export function readManifests(path: string, option: string): ManifestObject[] {
  const objects = filesOf(path, option).flatMap((file) => parseManifests(read(file, option), file));
  if (objects.length === 0) throw new UsageError(`${option} ${path}: there is no Kubernetes object in it.`);
  return objects;
}

/** The Kubernetes objects of a text with any number of YAML documents. */
export function parseManifests(text: string, file: string): ManifestObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [problem] = document.errors;
    if (problem) throw new UsageError(`${file} is not valid YAML: ${problem.message.trim()}`);
    return objectsOf(document.toJS(), file);
  });
}

function objectsOf(content: unknown, file: string): ManifestObject[] {
  if (!isObject(content) || typeof content.kind !== "string") return [];
  if (content.kind.endsWith("List") && Array.isArray(content.items)) {
    return content.items.flatMap((item) => objectsOf(item, file));
  }
  const metadata = isObject(content.metadata) ? content.metadata : {};
  const name = typeof metadata.name === "string" ? metadata.name : "";
  return [{ kind: content.kind, name, origin: `${file}: ${content.kind} ${name || "without a name"}`, content }];
}

function filesOf(path: string, option: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return files;
  } catch {
    throw new UsageError(`${option} ${path}: there is no such file or directory, or it cannot be read.`);
  }
}

function read(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${option} ${file}: there is no such file, or it cannot be read.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
